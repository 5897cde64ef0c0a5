package dev.plimsoll.ide;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.config.ConfigKind;
import dev.plimsoll.context.IgnoreFile;
import dev.plimsoll.context.SourceReport;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Judgement;
import dev.plimsoll.lint.LintOptions;
import dev.plimsoll.lint.Problem;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Symbols.Mention;
import dev.plimsoll.shellcheck.ShellCheckReport;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.text.LineDiff;
import dev.plimsoll.text.LineMap;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.jspecify.annotations.Nullable;

/**
 * An open document at one version: its text, and what follows from it. Immutable; a change makes a new one.
 *
 * <p>What follows from the text is computed when it is first asked for. A race computes the same value twice.
 */
public final class Snapshot {

  private static final int NOT_TYPED = -1;

  private final String uri;
  private final String languageId;
  private final int version;
  private final Dockerfile file;
  private final LineMap lines;
  private final Checks checks;
  private final SourceReport sources;
  private final ShellCheckReport shellCheck;

  /** Behind what was typed last, in offsets; {@link #NOT_TYPED} where the last change was another one. */
  private final int typedTo;

  private @Nullable SemanticModel model;
  private @Nullable IgnoreFile ignoreFile;
  private @Nullable Judgement judgement;

  /** By the names of rules what their safe fixes do; under the empty name, what all of them do. */
  private final Map<String, ImmutableList<TextEdit>> safeFixes = new ConcurrentHashMap<>();

  /** What was found in the last version that was judged. */
  private final @Nullable Judgement before;

  private Snapshot(
      String uri,
      String languageId,
      int version,
      Dockerfile file,
      LineMap lines,
      Checks checks,
      SourceReport sources,
      ShellCheckReport shellCheck,
      int typedTo,
      @Nullable Judgement before) {
    this.uri = uri;
    this.languageId = languageId;
    this.version = version;
    this.file = file;
    this.lines = lines;
    this.checks = checks;
    this.sources = sources;
    this.shellCheck = shellCheck;
    this.typedTo = typedTo;
    this.before = before;
  }

  /** A document as it is opened. */
  public static Snapshot open(
      String uri, String languageId, int version, String text, Checks checks) {
    return new Snapshot(
        uri,
        languageId,
        version,
        Dockerfile.parse(text),
        LineMap.of(text),
        checks,
        SourceReport.NOTHING,
        ShellCheckReport.NOTHING,
        NOT_TYPED,
        null);
  }

  /** This document after one change, which keeps the version until {@link #withVersion}. */
  public Snapshot apply(TextDocumentContentChangeEvent change) {
    Range range = change.getRange();
    if (range == null) {
      TextEdit all = TextEdit.replace(new TextRange(0, file.length()), change.getText());
      return open(uri, languageId, version, change.getText(), checks)
          .withShellCheck(shellCheck.after(all, file.characters()));
    }
    TextEdit edit = TextEdit.replace(exactRange(range), change.getText());
    Dockerfile edited = file.edit(edit);
    LineMap editedLines = lines.edit(edit, edited.characters());
    boolean typed =
        range.getStart().getLine() == range.getEnd().getLine() && isTypable(change.getText());
    return new Snapshot(
        uri,
        languageId,
        version,
        edited,
        editedLines,
        checks,
        sources,
        shellCheck.after(edit, file.characters()),
        typed ? edit.range().start() + change.getText().length() : NOT_TYPED,
        lastJudgement());
  }

  /** A key, a word that was completed, nothing where something was deleted; or Enter, with the indentation that it brings. */
  private static boolean isTypable(String text) {
    int lines = 0;
    for (int i = 0; i < text.length(); i++) {
      lines += text.charAt(i) == '\n' ? 1 : 0;
    }
    return lines == 0 || (lines == 1 && text.isBlank());
  }

  /** An edit may take one surrogate of two: the text has to follow the editor's whatever that does. */
  private TextRange exactRange(Range range) {
    int start = exactOffset(range.getStart());
    int end = exactOffset(range.getEnd());
    return new TextRange(Math.min(start, end), Math.max(start, end));
  }

  public Snapshot withVersion(int version) {
    return new Snapshot(
        uri,
        languageId,
        version,
        file,
        lines,
        checks,
        sources,
        shellCheck,
        typedTo,
        lastJudgement());
  }

  /** The same text, judged differently. */
  public Snapshot withChecks(Checks checks) {
    return new Snapshot(
        uri, languageId, version, file, lines, checks, sources, shellCheck, NOT_TYPED, null);
  }

  /** The same text, after somebody has looked for the files that it copies. */
  public Snapshot withSources(SourceReport sources) {
    return new Snapshot(
        uri,
        languageId,
        version,
        file,
        lines,
        checks,
        sources,
        shellCheck,
        typedTo,
        lastJudgement());
  }

  public SourceReport sources() {
    return sources;
  }

  /** The same text, after ShellCheck has said something of its scripts. */
  public Snapshot withShellCheck(ShellCheckReport said) {
    return new Snapshot(
        uri, languageId, version, file, lines, checks, sources, said, typedTo, lastJudgement());
  }

  public ShellCheckReport shellCheck() {
    return shellCheck;
  }

  public String uri() {
    return uri;
  }

  public int version() {
    return version;
  }

  public Dockerfile file() {
    return file;
  }

  public String text() {
    return file.text();
  }

  public LineMap lines() {
    return lines;
  }

  /** Whether the editor takes the document for a Dockerfile; other files may be open too. */
  public boolean isDockerfile() {
    return !isIgnoreFile()
        && configKind() == null
        && (languageId.equalsIgnoreCase("dockerfile")
            || languageId.equalsIgnoreCase("containerfile"));
  }

  /**
   * Whether the document says what is left out of a build context. Its name decides, because editors have one language
   * for all kinds of such files, and take {@code Dockerfile.dockerignore} for a Dockerfile.
   */
  public boolean isIgnoreFile() {
    return uri.endsWith(".dockerignore") || languageId.equals("dockerignore");
  }

  /** The document as a .dockerignore file. */
  public IgnoreFile ignoreFile() {
    IgnoreFile known = ignoreFile;
    if (known == null) {
      known = IgnoreFile.parse(uri.substring(uri.lastIndexOf('/') + 1), text());
      ignoreFile = known;
    }
    return known;
  }

  /** Which configuration file the document is by its name, or null if it is none. */
  public @Nullable ConfigKind configKind() {
    return uri.endsWith(".yaml") || uri.endsWith(".yml")
        ? ConfigKind.of(uri.substring(uri.lastIndexOf('/') + 1))
        : null;
  }

  public SemanticModel model() {
    SemanticModel known = model;
    if (known == null) {
      known = SemanticModel.of(file, checks.images());
      model = known;
    }
    return known;
  }

  /** What is named at an offset, or null; nothing is where the document is no Dockerfile. */
  public @Nullable Mention mentionAt(int offset) {
    return isDockerfile() ? model().symbols().at(offset) : null;
  }

  /** All that is wrong with the document, by position; nothing where it is no Dockerfile. */
  public ImmutableList<Problem> problems() {
    if (!isDockerfile()) {
      return ImmutableList.of();
    }
    return judgement().problems();
  }

  /** The paths of the build context that rules want to know of, to judge the document. */
  public ImmutableSet<String> contextFiles() {
    return isDockerfile() ? judgement().contextFiles() : ImmutableSet.of();
  }

  /**
   * What the safe fixes of a rule, or all, do together, in whole lines. It takes long to find out, and an editor asks for it
   * wherever it shows the actions of a place.
   *
   * @param rule its name, or null for all rules
   */
  public ImmutableList<TextEdit> safeFixes(@Nullable String rule) {
    String name = Strings.nullToEmpty(rule);
    ImmutableList<TextEdit> known = safeFixes.get(name);
    if (known == null) {
      String fixed = FixAll.apply(file, edited -> problems(edited, rule));
      known = LineDiff.between(text(), fixed).edits();
      safeFixes.put(name, known);
    }
    return known;
  }

  private ImmutableList<Problem> problems(Dockerfile edited, @Nullable String rule) {
    ImmutableList<Problem> all = checks.problems(edited);
    return rule == null
        ? all
        : all.stream()
            .filter(problem -> problem.rule().name().equals(rule))
            .collect(ImmutableList.toImmutableList());
  }

  private Judgement judgement() {
    Judgement known = judgement;
    if (known == null) {
      known = checks.judge(model(), sources, shellCheck, before);
      judgement = known;
    }
    return known;
  }

  /**
   * What is being typed: the element to which the next key would belong if it is struck behind the last one, or the place
   * where one may begin. Null where the last change was no typing.
   *
   * @return the range of the element without its line ending
   */
  public @Nullable TextRange beingTyped() {
    if (typedTo == NOT_TYPED) {
      return null;
    }
    if (file.elements().isEmpty()) {
      return TextRange.at(typedTo);
    }
    int index = file.indexAt(typedTo);
    int start = file.start(index);
    String text = file.element(index).text();
    int end = start + CharMatcher.anyOf("\r\n").trimTrailingFrom(text).length();
    return typedTo <= end || goesOn(start)
        ? new TextRange(start, Math.max(end, typedTo))
        : TextRange.at(typedTo);
  }

  /** Whether an element is continued in the line in which it seems to have ended. */
  private boolean goesOn(int start) {
    Dockerfile longer = file.edit(TextEdit.insert(typedTo, "x"));
    return longer.start(longer.indexAt(typedTo)) == start;
  }

  private @Nullable Judgement lastJudgement() {
    return judgement == null ? before : judgement;
  }

  /** The severities with which the document is judged. */
  public LintOptions options() {
    return checks.options();
  }

  public Checks checks() {
    return checks;
  }

  /**
   * The offset of a position; one past the end of its line or of the text is taken back to that end, and one within a
   * character to its start.
   */
  public int offset(Position position) {
    int offset = exactOffset(position);
    return isWithinCharacter(offset) ? offset - 1 : offset;
  }

  private int exactOffset(Position position) {
    return lines.offsetOf(position.getLine(), position.getCharacter(), file.characters());
  }

  /** Whether an offset parts what an editor takes for one: CR and LF, or the surrogates of a character. */
  private boolean isWithinCharacter(int offset) {
    if (offset <= 0 || offset >= file.length()) {
      return false;
    }
    CharSequence text = file.characters();
    char before = text.charAt(offset - 1);
    return before == '\r' && text.charAt(offset) == '\n'
        || Character.isHighSurrogate(before) && Character.isLowSurrogate(text.charAt(offset));
  }

  /** The offsets of a range. One that ends before it starts is taken the other way round. */
  public TextRange range(Range range) {
    int start = offset(range.getStart());
    int end = offset(range.getEnd());
    return new TextRange(Math.min(start, end), Math.max(start, end));
  }

  /** The position of an offset; of one within a character or a line ending, the position of its start. */
  public Position position(int offset) {
    int line = lines.lineAt(offset);
    int column = Math.min(offset, file.length()) - lines.startOf(line);
    return new Position(line, isWithinCharacter(offset) ? column - 1 : column);
  }

  public Range range(TextRange range) {
    return new Range(position(range.start()), position(range.end()));
  }
}
