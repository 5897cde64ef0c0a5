package dev.plimsoll.lint.rules.security;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.rules.files.CopiedFile;
import dev.plimsoll.semantics.ImagePath;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.Regex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The folders that a module of Python and those of the project that it imports make before the program starts: in code that
 * runs when they are loaded.
 */
final class PythonModules {

  /** More modules are not read. */
  private static final int MOST_MODULES = 80;

  /** Nor is more code, of all modules together. */
  private static final int MOST_CODE = 600_000;

  /** More places are not looked at. */
  private static final int MOST_PLACES = 150;

  private static final int MAX_DEPTH = 12;

  private static final int MOST_NAMES = 1000;

  /** More names are not compared, of all modules together. */
  private static final int MOST_COMPARED = 1_000_000;

  /** More folders are not told. */
  private static final int MOST_FOLDERS = 300;

  /** What comes with Python, or is mostly installed, and is no module of the project. */
  private static final ImmutableSet<String> OF_OTHERS = ImmutableSet.copyOf(
      Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList("""
          PIL __future__ abc aiohttp alembic anthropic argparse asyncio asyncpg base64 boto3 botocore celery collections
          concurrent contextlib copy csv cv2 dataclasses datetime decimal django dotenv email enum fastapi flask flask_cors
          flask_sqlalchemy functools glob gunicorn hashlib hmac html http httpx importlib inspect io itertools jinja2 jose
          json jwt langchain logging loguru math matplotlib motor multiprocessing numpy openai operator os pandas passlib
          pathlib pickle platform prometheus_client psycopg2 pydantic pydantic_settings pymongo pytest queue random re redis
          requests rest_framework scipy secrets shutil signal sklearn socket sqlalchemy sqlite3 ssl starlette statistics
          streamlit string struct structlog subprocess sys tempfile textwrap threading time torch tqdm traceback transformers
          types typing typing_extensions unittest urllib uuid uvicorn warnings xml yaml zipfile zoneinfo
          """));

  private static final Regex FROM = Regex.of(
      "[ \\t]{0,20}from[ \\t]{1,9}(\\.{0,5})([\\w.]{0,100})[ \\t]{1,9}import[ \\t]{1,9}(?:\\(([^()]{0,3000})\\)|([^\\n;(]{1,300}))");

  private static final Regex IMPORT =
      Regex.of("[ \\t]{0,20}import[ \\t]{1,9}([\\w.][\\w., \\t]{0,300})");

  private static final Regex ASSIGNMENT =
      Regex.of("([A-Za-z_]\\w{0,60})[ \\t]{0,9}(?::[^=\\n]{1,60})?=(?!=)[ \\t]{0,9}");

  private static final Regex CLASS = Regex.of("class[ \\t]{1,9}(\\w{1,60})");

  private static final Regex ATTRIBUTE =
      Regex.of("(?: {2,4}|\\t)([A-Za-z_]\\w{0,60})[ \\t]{0,9}(?::[^=\\n]{1,60})?=(?!=)[ \\t]{0,9}");

  private static final Regex OBJECT = Regex.of("([A-Z]\\w{0,60})\\(\\)[ \\t]{0,9}(?=\\r?\\n|$)");

  private static final Regex LOOP =
      Regex.of("[ \\t]{0,40}for[ \\t]{1,9}(\\w{1,60})[ \\t]{1,9}in[ \\t]{0,9}[\\[(]");

  private static final Regex VARIABLE = Regex.of("\\w{1,60}");

  private static final Regex MAKES = Regex.of("[ \\t]{0,40}(?:os\\.)?(?:makedirs|mkdir)\\(");

  private static final Regex IS_MADE =
      Regex.of("[ \\t]{0,40}(?=[(A-Za-z_][^\\n]{0,300}\\.mkdir\\()");

  /** What begins code that isn't run when the module is loaded. */
  private static final Regex LATER =
      Regex.of("(?:async[ \\t]{1,9}def|def|class|@|if __name__)\\b.*");

  private static final Splitter NAMES = Splitter.on(',').trimResults().omitEmptyStrings();

  private static final Splitter WORDS =
      Splitter.on(CharMatcher.anyOf(" \t\r\n.,;:=()[]{}\"'")).omitEmptyStrings();

  private static final Regex IMPORTED = Regex.of("(\\w{1,60})(?:\\s{1,9}as\\s{1,9}(\\w{1,60}))?");

  private final Subject subject;
  private final Stage target;
  private final Command start;
  private final Variables variables;
  private final Set<ImagePath> roots = new LinkedHashSet<>();
  private final Set<ImagePath> directories = new LinkedHashSet<>();
  private final Set<String> made = new HashSet<>();

  /** What the names of a module stand for, by its place. */
  private final Map<String, Map<String, String>> known = new HashMap<>();

  /** The words in the modules of packages themselves, by the place of those. */
  private final Map<String, ImmutableSet<String>> packages = new HashMap<>();

  private final boolean isStartedByPath;
  private final Set<String> missing = new HashSet<>();
  private int places;
  private int modules;
  private int length;
  private int compared;
  private boolean complete = true;

  private PythonModules(Subject subject, Stage target, Command start, boolean isStartedByPath) {
    this.isStartedByPath = isStartedByPath;
    this.subject = subject;
    this.target = target;
    this.start = start;
    this.variables = subject.model().variables(start);
  }

  /**
   * Where they are made.
   *
   * @param start the instruction that starts the program
   * @param paths where the module may be, from where it starts
   */
  static ScriptWrites of(
      Subject subject, Stage target, Command start, ImmutableList<String> paths) {
    PythonModules modules = new PythonModules(subject, target, start, paths.size() == 1);
    modules.roots.add(subject.model().directory(start, Basis.DEFAULTS));
    String more = modules.variables.valueOf("PYTHONPATH");
    for (String root : Splitter.on(':').omitEmptyStrings().split(more == null ? "" : more)) {
      modules.roots.add(subject.model().place(start, root, Basis.DEFAULTS));
    }
    for (String path : paths) {
      for (ImagePath root : ImmutableList.copyOf(modules.roots)) {
        ImagePath place = root.resolve(path);
        if (path.endsWith(".py") && modules.module(place, 0) != null) {
          return modules.result(path);
        }
      }
    }
    return ScriptWrites.NONE;
  }

  private ScriptWrites result(String path) {
    return new ScriptWrites(path, ImmutableSet.copyOf(directories), complete);
  }

  /** What the names of a module stand for; null where there is none at a place, as far as is known. */
  private @Nullable Map<String, String> module(ImagePath place, int depth) {
    String path = place.text();
    if (path == null || known.containsKey(path)) {
      return path == null ? null : known.get(path);
    }
    if (missing.contains(path)) {
      return null;
    }
    boolean isTooMany = ++places > MOST_PLACES;
    complete &= !isTooMany;
    CopiedFile file = isTooMany ? null : CopiedFile.atEnd(subject, target, place, Basis.DEFAULTS);
    if (file == null) {
      missing.add(path);
      return null;
    }
    if (depth == 0 && isStartedByPath) {
      roots.add(place.parent());
    }
    Map<String, String> names = new HashMap<>();
    known.put(path, names);
    length += file.file().head().length();
    if (++modules > MOST_MODULES || length > MOST_CODE || depth > MAX_DEPTH) {
      complete = false;
    } else {
      names.put("__file__", path);
      // Of a large one what is made when it is loaded mostly stands at the beginning.
      String code = ModuleWrites.withoutComments(file.file().beginning());
      if (path.endsWith("/__init__.py")) {
        packages.put(path, ImmutableSet.copyOf(WORDS.split(code)));
      }
      read(code, place, names, depth);
      names.remove("__file__");
    }
    return names;
  }

  private void read(String code, ImagePath place, Map<String, String> names, int depth) {
    Map<String, List<String>> loops = new HashMap<>();
    boolean isRun = true;
    String type = "";
    int end;
    for (int line = 0; line < code.length(); line = end + 1) {
      int newline = code.indexOf('\n', line);
      end = newline < 0 ? code.length() : newline;
      boolean begins = end > line && " \t\r)]}".indexOf(code.charAt(line)) < 0;
      if (begins) {
        isRun = !LATER.matcher(code).region(line, end).lookingAt();
        Matcher definition = CLASS.matcher(code).region(line, end);
        type = definition.lookingAt() ? definition.group(1) : "";
      } else if (!type.isEmpty()) {
        attribute(code, line, type, names);
      }
      if (isRun) {
        imports(code, line, place, names, depth);
        statement(code, line, names, loops);
      }
    }
  }

  /** Takes note of what an attribute of a class stands for. */
  private void attribute(String code, int line, String type, Map<String, String> names) {
    Matcher assignment = ATTRIBUTE.matcher(code).region(line, code.length());
    if (assignment.lookingAt()) {
      PythonPath expression = new PythonPath(code, assignment.end(), false, names, variables);
      String path = expression.read();
      if (path != null && expression.isAtEnd()) {
        names.put(type + "." + assignment.group(1), path);
        names.putIfAbsent(assignment.group(1), path); // so it is called in the class
      }
    }
  }

  /** Gives the attributes of an object, a class or a module to another name for it. */
  private void alias(Map<String, String> found, String from, Map<String, String> names, String to) {
    if (names.size() > MOST_NAMES || compared > MOST_COMPARED) {
      return;
    }
    compared += found.size();
    Map<String, String> more = new HashMap<>();
    for (Map.Entry<String, String> one : found.entrySet()) {
      if (one.getKey().startsWith(from)) {
        more.put(to + "." + one.getKey().substring(from.length()), one.getValue());
      }
    }
    names.putAll(more);
  }

  private void statement(
      String code, int line, Map<String, String> names, Map<String, List<String>> loops) {
    Matcher assignment = ASSIGNMENT.matcher(code).region(line, code.length());
    if (assignment.lookingAt()) {
      PythonPath expression = new PythonPath(code, assignment.end(), false, names, variables);
      String path = expression.read();
      Matcher object = OBJECT.matcher(code).region(assignment.end(), code.length());
      if (object.lookingAt()) {
        alias(names, object.group(1) + ".", names, assignment.group(1));
      } else if (path == null || !expression.isAtEnd()) {
        names.remove(assignment.group(1));
      } else {
        names.put(assignment.group(1), path);
      }
      return;
    }
    Matcher loop = LOOP.matcher(code).region(line, code.length());
    if (loop.lookingAt()) {
      List<String> all = new PythonPath(code, loop.end(), true, names, variables).readAll();
      if (all != null) {
        loops.put(loop.group(1), all);
      }
      return;
    }
    Matcher makes = MAKES.matcher(code).region(line, code.length());
    Matcher made = IS_MADE.matcher(code).region(line, code.length());
    if (makes.lookingAt()) {
      make(code, makes.end(), ",)", names, loops);
    } else if (made.lookingAt()) {
      make(code, made.end(), ".", names, loops);
    }
  }

  /** Takes note of a folder that is made. */
  private void make(
      String code,
      int at,
      String behind,
      Map<String, String> names,
      Map<String, List<String>> loops) {
    Matcher variable = VARIABLE.matcher(code).region(at, code.length());
    List<String> all = variable.lookingAt() ? loops.get(variable.group()) : null;
    if (all != null
        && variable.end() < code.length()
        && behind.indexOf(code.charAt(variable.end())) >= 0) {
      all.forEach(this::add);
      loops.put(variable.group(), List.of()); // once is enough
      return;
    }
    PythonPath expression = new PythonPath(code, at, !behind.equals("."), names, variables);
    String path = expression.read();
    boolean isAll =
        behind.equals(".") ? expression.is(".mkdir(") : expression.is(",") || expression.is(")");
    if (path == null || !isAll) {
      complete = false;
    } else {
      add(path);
    }
  }

  private void add(String path) {
    if (!made.add(path)) {
      return;
    }
    if (made.size() > MOST_FOLDERS) {
      complete = false;
      return;
    }
    ImagePath place = subject.model().place(start, path, Basis.DEFAULTS);
    if (place.text() == null || Obstacles.isOfSystem(place)) {
      complete = false;
    } else if (!ScriptWrites.isForAll(place.text())) {
      directories.add(place);
    }
  }

  private void imports(
      String code, int line, ImagePath place, Map<String, String> names, int depth) {
    Matcher from = FROM.matcher(code).region(line, code.length());
    if (from.lookingAt()) {
      String imported = from.group(3) != null ? from.group(3) : from.group(4);
      String module = from.group(2).replace('.', '/');
      int levels = from.group(1).length();
      if (levels > 0) {
        ImagePath folder = place;
        for (int i = 0; i < levels; i++) {
          folder = folder.parent();
        }
        load(folder, module, imported, names, depth);
      } else {
        load(module, imported, names, depth);
      }
      return;
    }
    Matcher plain = IMPORT.matcher(code).region(line, code.length());
    for (String one : plain.lookingAt() ? NAMES.split(plain.group(1)) : List.<String>of()) {
      int blank = CharMatcher.whitespace().indexIn(one);
      load((blank < 0 ? one : one.substring(0, blank)).replace('.', '/'), "", names, depth);
    }
  }

  private void load(String module, String imported, Map<String, String> names, int depth) {
    int slash = module.indexOf('/');
    if (!OF_OTHERS.contains(slash < 0 ? module : module.substring(0, slash))) {
      for (ImagePath root : roots) {
        if (load(root, module, imported, names, depth)) {
          return;
        }
      }
    }
  }

  /** Loads a module with the packages that it is in, and takes over the names that are imported, or loads those. */
  private boolean load(
      ImagePath folder, String module, String imported, Map<String, String> names, int depth) {
    ImagePath place = folder.resolve(module);
    for (int slash = module.indexOf('/'); slash > 0; slash = module.indexOf('/', slash + 1)) {
      module(folder.resolve(module.substring(0, slash)).resolve("__init__.py"), depth + 1);
    }
    Map<String, String> found =
        module.isEmpty() ? null : module(place.parent().resolve(place.name() + ".py"), depth + 1);
    boolean isPackage = found == null;
    ImagePath initial = place.resolve("__init__.py");
    found = isPackage ? module(initial, depth + 1) : found;
    if (imported.isEmpty() && found != null) {
      alias(found, "", names, module.replace('/', '.'));
    }
    boolean isFound = found != null;
    for (String one : NAMES.split(imported)) {
      Matcher name = IMPORTED.matcher(one);
      if (!name.matches()) {
        continue;
      }
      String own = name.group(2) == null ? name.group(1) : name.group(2);
      String value = found == null ? null : found.get(name.group(1));
      Map<String, String> inside = isPackage && value == null && mayBeModule(initial, name.group(1))
          ? module(place.resolve(name.group(1) + ".py"), depth + 1)
          : null;
      if (value != null) {
        names.put(own, value);
      } else if (inside != null) {
        alias(inside, "", names, own);
      } else if (found != null) {
        alias(found, name.group(1) + ".", names, own);
      } else if (!isFound) {
        return false; // of somebody else
      }
      isFound = true;
    }
    return isFound;
  }

  /** Whether a name that is imported from a package may be a module in it, rather than what that has. */
  private boolean mayBeModule(ImagePath initial, String name) {
    return Character.isLowerCase(name.charAt(0))
        && !packages
            .getOrDefault(String.valueOf(initial.text()), ImmutableSet.of())
            .contains(name);
  }
}
