package dev.plimsoll.lint.rules.dependencies;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import dev.plimsoll.text.Regex;
import java.util.List;

/**
 * The groups of dependencies that are installed besides those of a project in Python. Not each of them is for development:
 * some hold what a part of the program needs.
 *
 * @param forDevelopment the names of those that are, as the names or their packages tell
 * @param hasOthers whether there are others
 */
public record PythonGroups(ImmutableList<String> forDevelopment, boolean hasOthers) {

  /** Names of groups, also with more words before or behind. */
  private static final Regex FOR_DEVELOPMENT = Regex.of(
      "(?i)(?:\\w{1,40}[_.-]){0,3}(?:dev(?:el|elop|elopment|elopers?)?|(?:unit|py)?tests?|testing|lint(?:s|er|ers|ing)?"
          + "|format(?:s|ter|ters|ting)?|docs?|documentation|typ(?:es?|ing)|type-?check(?:s|er|ing)?|mypy|ci|qa|quality|style"
          + "|checks?|pre-?commit|coverage|bench(?:mark)?s?|debug(?:ging)?)(?:[_.-]\\w{1,40}){0,3}");

  /** Packages that a program doesn't need to run. */
  private static final Regex TOOL = Regex.of(
      "(?i)(?:pytest(?:[_-].{1,99})?|ruff|black|mypy|flake8(?:-.{1,99})?|pylint(?:-.{1,99})?|isort|autoflake|autopep8|yapf|blue"
          + "|pyright|basedpyright|pyupgrade|pycodestyle|pydocstyle|pyflakes|bandit|vulture|radon|deptry|pip-audit|safety"
          + "|pre-?commit|tox|nox|coverage|codecov|hypothesis|faker|factory[_-]boy|freezegun|time-machine|responses|respx"
          + "|requests-mock|moto|mock|types-.{1,99}|.{1,99}-stubs|sphinx(?:-.{1,99})?|mkdocs(?:-.{1,99})?|ipython|ipdb|ipykernel"
          + "|debugpy|poethepoet|taskipy|commitizen|bump-?my-?version|bump2version|djlint|locust)");

  private static final Regex PLAIN = Regex.of("[\\w.-]{1,100}");

  /**
   * Those of some groups.
   *
   * @param packages of each group, by its name; a part of the project by its path
   */
  static PythonGroups of(ListMultimap<String, String> packages) {
    ImmutableList.Builder<String> forDevelopment = ImmutableList.builder();
    boolean hasOthers = false;
    for (String name : packages.keySet()) {
      if (isForDevelopment(name, packages.get(name))) {
        forDevelopment.add(name);
      } else {
        hasOthers = true;
      }
    }
    return new PythonGroups(forDevelopment.build(), hasOthers);
  }

  private static boolean isForDevelopment(String name, List<String> packages) {
    boolean onlyTools = true;
    for (String one : packages) {
      if (one.startsWith("./")) {
        return false; // the program may import it
      }
      onlyTools &= TOOL.matcher(one).matches();
    }
    return PLAIN.matcher(name).matches()
        && (onlyTools || FOR_DEVELOPMENT.matcher(name).matches());
  }
}
