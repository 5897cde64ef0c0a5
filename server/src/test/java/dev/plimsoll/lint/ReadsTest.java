package dev.plimsoll.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.EmbeddedImages;
import dev.plimsoll.lint.rules.Rules;
import dev.plimsoll.semantics.CommandQuery;
import dev.plimsoll.semantics.SemanticModel;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.semantics.Symbols;
import dev.plimsoll.syntax.Basis;
import dev.plimsoll.syntax.Dockerfile;
import dev.plimsoll.syntax.Element;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Variables;
import dev.plimsoll.text.TextEdit;
import dev.plimsoll.text.TextRange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was read is noted: however elements are exchanged, added, deleted and cut off, a judgement that is carried over is
 * the one that a fresh look gives. That is held for every rule, and for every question that a rule can ask of the model.
 */
class ReadsTest {

  private static final EmbeddedImages IMAGES = new EmbeddedImages();

  /** Files in which much depends on what stands elsewhere. */
  private static final List<String> ENTANGLED = List.of("""
      ARG BASE=alpine:3.22
      FROM $BASE AS build
      ARG SUB=web
      ENV HOME_OF=/srv/$SUB PATH=$PATH:/opt
      USER app
      WORKDIR /app/$SUB
      WORKDIR lib
      COPY . $HOME_OF
      RUN cd .. && echo $SUB > file
      FROM build AS test
      RUN --mount=from=build,target=/x true
      COPY --from=build /a /b
      ENV SUB=other
      WORKDIR deeper
      RUN npm ci
      FROM scratch
      COPY --from=test $SUB /c
      CMD ["a"]
      """, """
      FROM debian:12 AS one
      RUN apt-get update
      RUN apt-get install -y curl
      RUN useradd app
      ENV A=1 B=$A
      LABEL a=$A
      EXPOSE $B
      FROM node:22 AS two
      WORKDIR /srv
      COPY package.json package-lock.json ./
      COPY --from=one /etc/passwd /etc/passwd
      RUN npm install
      COPY . .
      USER app
      ENTRYPOINT node server.js
      """);

  private static List<String> examples() {
    List<String> examples = new ArrayList<>(ENTANGLED);
    for (Rule rule : Rules.ALL) {
      Example.of(rule.info()).forEach(example -> examples.add(example.text()));
    }
    return examples;
  }

  /** Makes edits that leave much of a file as it is. */
  private static final class Exchange {
    private static final List<String> EXAMPLES = examples();
    private static final Map<Class<?>, List<String>> BY_KIND = byKind();

    private final Random random = new Random(11);

    private static Map<Class<?>, List<String>> byKind() {
      Map<Class<?>, List<String>> byKind = new LinkedHashMap<>();
      for (String example : EXAMPLES) {
        for (Element element : Dockerfile.parse(example).elements()) {
          byKind.computeIfAbsent(element.getClass(), kind -> new ArrayList<>()).add(element.text());
        }
      }
      return byKind;
    }

    /** An example, or two of them, one below the other. */
    Dockerfile file() {
      String text = any(EXAMPLES);
      return Dockerfile.parse(random.nextInt(3) == 0 ? text + any(EXAMPLES) : text);
    }

    /** Mostly puts an element of another example in the place of one of the same kind. */
    TextEdit edit(Dockerfile file) {
      int index = random.nextInt(file.elements().size());
      Element element = file.element(index);
      TextRange place = TextRange.ofLength(file.start(index), element.length());
      List<String> same = BY_KIND.getOrDefault(element.getClass(), List.of(element.text()));
      return switch (random.nextInt(12)) {
        case 0 -> TextEdit.delete(place);
        case 1 ->
          TextEdit.insert(place.start(), any(EXAMPLES).lines().findFirst().orElse("") + "\n");
        case 2 ->
          TextEdit.insert(place.start(), any(List.copyOf(BY_KIND.values()).get(0)));
        case 3 -> cut(element, place);
        default -> TextEdit.replace(place, any(same));
      };
    }

    private TextEdit cut(Element element, TextRange place) {
      int at = random.nextInt(element.length() + 1);
      return new TextEdit(
          TextRange.ofLength(place.start() + at, Math.min(1, element.length() - at)),
          random.nextBoolean() ? "x" : "");
    }

    private String any(List<String> list) {
      return list.get(random.nextInt(list.size()));
    }
  }

  /** The first edit after which a judgement that was carried over differs from a fresh one, or null. */
  private static @Nullable String difference(ImmutableList<Rule> rules, int files, int edits) {
    Linter linter = new Linter(rules, (rule, failure) -> {
      throw failure;
    });
    Exchange exchange = new Exchange();
    for (int i = 0; i < files; i++) {
      Dockerfile file = exchange.file();
      Judgement judgement = judge(linter, file, null);
      for (int k = 0; k < edits && !file.elements().isEmpty(); k++) {
        TextEdit edit = exchange.edit(file);
        file = file.edit(edit);
        judgement = judge(linter, file, judgement);
        Dockerfile parsed = Dockerfile.parse(file.text());
        ImmutableList<Problem> fresh = judge(linter, parsed, null).problems();
        for (int p = 0; p < Math.max(fresh.size(), judgement.problems().size()); p++) {
          Object carried =
              p < judgement.problems().size() ? judgement.problems().get(p) : null;
          Object wanted = p < fresh.size() ? fresh.get(p) : null;
          if (!Objects.equals(carried, wanted)
              && !String.valueOf(carried).equals(String.valueOf(wanted))) {
            return "after " + edit + " in\n" + file.text() + "\ncarried " + text(carried)
                + "\nfresh   " + text(wanted);
          }
        }
      }
    }
    return null;
  }

  private static String text(@Nullable Object problem) {
    return problem instanceof Problem known
        ? known.rule().name() + " " + known.range() + ": " + known.message()
        : "nothing";
  }

  private static Judgement judge(Linter linter, Dockerfile file, @Nullable Judgement before) {
    Questions.instructions = file.instructions();
    Mutants.model = SemanticModel.of(file);
    Subject subject = new Subject(SemanticModel.of(file), IMAGES);
    return linter.judge(subject, LintOptions.DEFAULT, before);
  }

  @Test
  void noRuleIsStale() {
    assertThat(difference(Rules.ALL, 250, 12)).isNull();
  }

  /**
   * What a rule remembered from one file to the next would be noted by nobody. Which rules there are is known from the
   * start.
   */
  @Test
  void noRuleHasAMemory() {
    for (Rule rule : Rules.ALL) {
      assertThat(rule.getClass().getDeclaredFields())
          .as(rule.info().name())
          .allMatch(field -> Modifier.isFinal(field.getModifiers())
              && (Modifier.isStatic(field.getModifiers())
                  || field.getType().equals(Supplier.class)));
    }
  }

  /** Whoever asks these looks at the answer part by part, and what is read there is noted there. */
  private static final Set<String> UNNOTED = Set.of("watchedBy", "present", "rows");

  static Stream<Method> questions() {
    return Stream.of(SemanticModel.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !UNNOTED.contains(method.getName()))
        .sorted((a, b) -> a.toString().compareTo(b.toString()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void noAnswerIsStale(Method question) {
    assertThat(difference(Questions.rules(question), 50, 12)).isNull();
  }

  /** The same where an answer is for one instruction alone, and is kept although others come and go. */
  @ParameterizedTest
  @MethodSource("questions")
  void noAnswerForAPartIsStale(Method question) {
    PartQuestions.question = question;
    assertThat(difference(ImmutableList.of(new PartQuestions()), 50, 12)).isNull();
  }

  /**
   * The same of a rule that itself has read only which RUNs there are. Of parts in which nothing was found it is told for all of
   * a stage together that an edit doesn't concern them.
   */
  @ParameterizedTest
  @MethodSource("questions")
  void noAnswerForARunIsStale(Method question) {
    PartQuestions.question = question;
    assertThat(difference(ImmutableList.of(new RunQuestions()), 100, 12)).isNull();
  }

  /** Where a part stood when it was looked at is not where it stands after lines were put above it. */
  @Test
  void whatWasReadOfAPartMovesWithIt() {
    Linter linter = new Linter(ImmutableList.of(new Neighbour()), (rule, failure) -> {
      throw failure;
    });
    Dockerfile file = Dockerfile.parse("FROM a\nENV Z=1\nENV Y=1\nENV A=1\nRUN b\n");
    Judgement judgement = judge(linter, file, null);
    for (String line : List.of("ENV Z=1", "ENV Z=1", "ENV Z=2", "ENV A=odd")) {
      int at = file.text().indexOf(line.substring(0, "ENV Z".length()));
      boolean isInserted = line.equals("ENV Z=1");
      file = file.edit(new TextEdit(
          TextRange.ofLength(at, isInserted ? 0 : "ENV Z=1".length()),
          isInserted ? line + "\n" : line));
      assertThat(judgement.problems()).isEmpty();
      judgement = judge(linter, file, judgement);
    }
    assertThat(judgement.problems()).hasSize(1);
  }

  /** Finds a RUN below something odd. */
  private static final class Neighbour implements Rule {
    private static final Trait IS_RUN = Trait.of(Instruction.Run.class);

    private static final RuleInfo INFO =
        RuleInfo.of("neighbour", Category.STYLE, Severity.HINT, "");

    @Override
    public RuleInfo info() {
      return INFO;
    }

    @Override
    public void check(Subject subject, Reporter reporter) {
      subject.eachHaving(IS_RUN, Neighbour::look, reporter);
    }

    private static void look(Subject subject, ImmutableList<Instruction> run, Reporter reporter) {
      Instruction above = subject.model().previous(run.get(0));
      if (above != null && above.text().contains("odd")) {
        reporter.report(Finding.at(subject.model().range(run.get(0)), "odd"));
      }
    }
  }

  /** Of an instruction that takes files from elsewhere it matters for them what it names, not what else it says. */
  @Test
  void buildErrorsDependOnWhatAreTheSourcesOfCopies() {
    List<Integer> found = new ArrayList<>();
    Rule rule = new Asking("errors", model -> {
      found.add(model.buildErrors().size());
      return model.buildErrors();
    });
    Linter linter = new Linter(ImmutableList.of(rule), (any, failure) -> {
      throw failure;
    });
    String copy = "COPY --from=one /etc/passwd /etc/";
    Dockerfile file = Dockerfile.parse("FROM a AS one\nFROM b AS two\n" + copy);
    Judgement judgement = judge(linter, file, null);
    for (String next : List.of(
        "COPY --from=one /etc/group /etc/",
        "COPY --from=two /etc/group /etc/",
        "COPY --from=one /etc/group /etc/")) {
      TextRange place = TextRange.ofLength(file.text().indexOf(copy), copy.length());
      file = file.edit(TextEdit.replace(place, next));
      judgement = judge(linter, file, judgement);
      copy = next;
    }
    assertThat(found).containsExactly(0, 1, 0);
  }

  /** What was read without being noted. */
  @ParameterizedTest
  @MethodSource("mutants")
  void aRuleThatCheatsIsFound(Rule mutant) {
    assertThat(difference(ImmutableList.of(mutant), 5_000, 12))
        .contains(mutant.info().name());
  }

  static Stream<Rule> mutants() {
    return Mutants.ALL.stream();
  }

  /** Rules that know more than they asked for. */
  private static final class Mutants {
    /** The model that is judged; nobody sees who asks it. */
    static @Nullable SemanticModel model;

    static final ImmutableList<Rule> ALL = ImmutableList.of(
        rule("text", (watched, open) -> open.file().text()),
        rule(
            "expansion",
            (watched, open) -> open.stages().stream()
                .flatMap(stage -> open.instructions(stage).stream())
                .map(instruction -> open.expand(instruction, "$SUB$A").toString())
                .toList()),
        rule(
            "directories",
            (watched, open) -> open.stages().stream()
                .map(stage -> String.valueOf(open.stateAtEnd(stage).workdir()))
                .toList()),
        rule("half", (watched, open) -> {
          List<String> found = new ArrayList<>();
          for (Instruction run : watched.instructions(Instruction.Run.class)) {
            found.add(run.text() + open.stateBefore(run).user());
          }
          return found;
        }),
        rule(
            "neighbour",
            (watched, open) -> watched.instructions(Instruction.Run.class).stream()
                .map(run -> Optional.ofNullable(open.previous(run)).map(Instruction::text))
                .toList()),
        rule(
            "references",
            (watched, open) -> open.imageUses().stream().map(use -> use.text()).toList()));

    private interface Answer {
      Object of(SemanticModel watched, SemanticModel open);
    }

    private static Rule rule(String name, Answer answer) {
      return new Asking("mutant-" + name, model -> answer.of(model, openModel()));
    }

    private static SemanticModel openModel() {
      return Optional.ofNullable(model).orElseThrow();
    }
  }

  private interface Question {
    Object of(SemanticModel model);
  }

  /**
   * Reports an answer.
   *
   * @param several one of so many different answers is reported, and nothing is found where another one is given
   */
  private record Asking(RuleInfo info, Question question, int several) implements Rule {

    Asking(String name, Question question) {
      this(name, question, 1);
    }

    Asking(String name, Question question, int several) {
      // Of a fragment another file is judged, which hasn't got the instructions that are asked
      // about.
      this(RuleInfo.of(name, Category.STYLE, Severity.HINT, "").withBase(), question, several);
    }

    @Override
    public void check(Subject subject, Reporter reporter) {
      String answer = Answers.text(question.of(subject.model()));
      if (answer.hashCode() % several == 0) {
        reporter.report(Finding.at(TextRange.at(0), answer));
      }
    }
  }

  /** Asks a question of the model with all arguments that there are for it. */
  private static final class Questions {
    /** Those of the file that is judged; that they are there isn't read. */
    static ImmutableList<Instruction> instructions = ImmutableList.of();

    private static final int MOST = 9;
    private static final int SEVERAL = 3;

    private static final Map<Class<?>, Object> VALUES = Map.of(
        int.class, 0,
        Class.class, Instruction.Copy.class,
        Trait.class, Trait.containing("a"),
        CommandQuery.class, CommandQuery.of("apt-get", "npm"),
        TextRange.class, TextRange.at(0));

    static ImmutableList<Rule> rules(Method question) {
      ImmutableList.Builder<Rule> rules = ImmutableList.builder();
      for (int i = 0; i < MOST; i++) {
        int index = i;
        rules.add(new Asking("question-" + i, model -> ask(model, question, index)));
        rules.add(new Asking("rare-question-" + i, model -> ask(model, question, index), SEVERAL));
      }
      return rules.build();
    }

    private static Object ask(SemanticModel model, Method question, int index) {
      return ask(model, question, type -> argument(model, type, index), index);
    }

    /** Asks about one instruction and its stage. */
    static Object ask(
        SemanticModel model, Method question, Instruction instruction, @Nullable Stage stage) {
      return ask(
          model,
          question,
          type -> type.isInstance(instruction) ? instruction : type == Stage.class ? stage : null,
          0);
    }

    private static Object ask(
        SemanticModel model,
        Method question,
        Function<Class<?>, @Nullable Object> ofFile,
        int index) {
      List<Object> answers = new ArrayList<>();
      for (String word : List.of("SUB", "$SUB/x", "A", "build")) {
        @Nullable Object[] arguments = new Object[question.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
          Class<?> type = question.getParameterTypes()[i];
          arguments[i] = Instruction.class.isAssignableFrom(type) || type == Stage.class
              ? ofFile.apply(type)
              : value(type, index, word);
          if (arguments[i] == null) {
            return "not asked";
          }
        }
        try {
          Object answer = question.invoke(model, arguments);
          answers.add(answer == null ? "null" : answer);
        } catch (InvocationTargetException | IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
      return Answers.text(answers);
    }

    private static @Nullable Object argument(SemanticModel model, Class<?> type, int index) {
      if (Instruction.class.isAssignableFrom(type)) {
        if (index >= instructions.size()) {
          return null;
        }
        // Its own text is what the rule asked with.
        Element own = model.file().element(model.file().indexOf(instructions.get(index)));
        return type.isInstance(own) ? own : null;
      }
      return index < model.stages().size() ? model.stages().get(index) : null;
    }

    private static Object value(Class<?> type, int index, String word) {
      if (type == String.class) {
        return word;
      }
      Object value = type == Basis.class ? Basis.values()[index % 2] : VALUES.get(type);
      return Optional.ofNullable(value).orElseThrow(() -> new AssertionError("no " + type));
    }
  }

  /** Asks a question for each instruction of every stage, about that one and about the others of the file. */
  private static final class PartQuestions implements Rule {
    private static final RuleInfo INFO =
        RuleInfo.of("questions-of-parts", Category.STYLE, Severity.HINT, "");

    /** What is asked. */
    static @Nullable Method question;

    @Override
    public RuleInfo info() {
      return INFO;
    }

    @Override
    public void check(Subject subject, Reporter reporter) {
      List<ImmutableList<Instruction>> parts = new ArrayList<>();
      for (Stage stage : subject.model().stages()) {
        for (Instruction instruction : subject.model().instructions(stage)) {
          parts.add(ImmutableList.of(instruction));
        }
      }
      subject.each(parts, PartQuestions::ask, reporter);
    }

    private static void ask(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
      reporter.report(answer(subject.model(), part.get(0)));
    }

    private static Finding answer(SemanticModel model, Instruction part) {
      Method asked = Optional.ofNullable(question).orElseThrow();
      Object answer = Questions.ask(model, asked, part, model.stageOf(part));
      // Which ARG a value is not known by says where that one stands.
      String text = Answers.text(answer).replaceAll("@\\d+", "@");
      return Finding.at(model.range(part), text);
    }
  }

  /** Asks it for each RUN, and reports one of several answers. */
  private static final class RunQuestions implements Rule {
    private static final RuleInfo INFO =
        RuleInfo.of("questions-of-runs", Category.STYLE, Severity.HINT, "");

    private static final Trait IS_RUN = Trait.of(Instruction.Run.class);

    @Override
    public RuleInfo info() {
      return INFO;
    }

    @Override
    public void check(Subject subject, Reporter reporter) {
      subject.eachHaving(IS_RUN, RunQuestions::ask, reporter);
    }

    private static void ask(Subject subject, ImmutableList<Instruction> run, Reporter reporter) {
      Finding finding = PartQuestions.answer(subject.model(), run.get(0));
      if (finding.message().hashCode() % Questions.SEVERAL == 0) {
        reporter.report(finding);
      }
    }
  }

  /** What an answer says, without where things stand: that is moved, not read. */
  private static final class Answers {

    private static final int DEEPEST = 4;

    private static final ClassValue<Boolean> SAYS_ITSELF = new ClassValue<>() {
      @Override
      protected Boolean computeValue(Class<?> type) {
        try {
          return type.getMethod("toString").getDeclaringClass() != Object.class && !type.isRecord();
        } catch (NoSuchMethodException e) {
          throw new AssertionError(e);
        }
      }
    };

    /** What a record consists of, but for numbers. */
    private static final ClassValue<List<Method>> ACCESSORS = new ClassValue<>() {
      @Override
      protected List<Method> computeValue(Class<?> type) {
        return Stream.of(type.getRecordComponents())
            .filter(component -> component.getType() != int.class)
            .map(RecordComponent::getAccessor)
            .peek(accessor -> accessor.setAccessible(true))
            .toList();
      }
    };

    static String text(Object answer) {
      StringBuilder text = new StringBuilder();
      add(answer, text, 0);
      return text.toString();
    }

    private static void add(@Nullable Object answer, StringBuilder text, int depth) {
      if (answer instanceof Element element) {
        text.append(element.text());
      } else if (answer instanceof Stage stage) {
        text.append(stage.displayName());
      } else if (answer instanceof Collection<?> all) {
        all.forEach(one -> add(one, text.append("; "), depth));
      } else if (answer instanceof Optional<?> some) {
        add(some.orElse(null), text, depth);
      } else if (answer instanceof Symbols symbols) {
        for (Symbols.Mention mention : symbols.mentions()) {
          text.append("; ")
              .append(mention.symbol().kind())
              .append(mention.symbol().name());
        }
      } else if (answer instanceof Dockerfile || answer instanceof TextRange) {
        text.append('.');
      } else if (answer instanceof Variables variables) {
        for (String name : List.of("SUB", "A", "BASE")) {
          text.append("; ").append(variables.valueOf(name));
        }
      } else if (answer instanceof Record value && depth < DEEPEST) {
        for (Method accessor : ACCESSORS.get(value.getClass())) {
          add(value(accessor, value), text.append(", "), depth + 1);
        }
      } else if (answer != null && SAYS_ITSELF.get(answer.getClass())) {
        text.append(answer);
      }
    }

    private static @Nullable Object value(Method accessor, Record of) {
      try {
        return accessor.invoke(of);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }
}
