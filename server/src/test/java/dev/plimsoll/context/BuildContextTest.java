package dev.plimsoll.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What COPY can see of real folders. */
class BuildContextTest {

  @TempDir
  private Path folder;

  private Project project;

  @BeforeEach
  void makeProject() {
    project = new Project(folder.resolve("app"));
  }

  private static List<String> show(Listing listing) {
    return listing.entries().stream()
        .map(entry -> (entry.isVisible() ? "" : "-") + entry.path() + (entry.folder() ? "/" : ""))
        .toList();
  }

  private List<String> list(String prefix) {
    return show(project.context().list(prefix, Project.soon()));
  }

  private List<String> find(String source) {
    return show(project.context().find(source, Project.soon()));
  }

  @Test
  void listsAFolderWithHiddenOddAndIgnoredNames() throws IOException {
    project
        .with("Dockerfile", "src/main.c", ".env", "two words.txt", "größe.txt", "node_modules/x.js")
        .write(".dockerignore", "node_modules\n");
    assertThat(list(""))
        .containsExactlyInAnyOrder(
            ".dockerignore",
            ".env",
            "Dockerfile",
            "größe.txt",
            "-node_modules/",
            "src/",
            "two words.txt");
    assertThat(list("src/")).containsExactly("src/main.c");
    assertThat(list("./src")).containsExactly("src/main.c");
    assertThat(list("/src/")).containsExactly("src/main.c");
    assertThat(list("node_modules/")).containsExactly("-node_modules/x.js");
    assertThat(list("nothing/")).isEmpty();
    assertThat(list("Dockerfile/")).isEmpty();
  }

  @Test
  void namesThePatternThatHidesAnEntry() throws IOException {
    project.with("secret.key").write(".dockerignore", "# keys\n*.key\n");
    Entry entry = project.context().find("secret.key", Project.soon()).entries().get(0);
    assertThat(entry.hiddenBy()).isNotNull().satisfies(pattern -> {
      assertThat(pattern.text()).isEqualTo("*.key");
      assertThat(pattern.line()).isEqualTo(1);
    });
  }

  @Test
  void anIgnoredFolderIsSeenWhereAnExceptionMayBringFilesBack() throws IOException {
    project.with("src/main.c", "doc/a.md").write(".dockerignore", "*\n!src/*.c\n!src/**\n");
    assertThat(list("")).contains("src/", "-.dockerignore");
    assertThat(list("src")).containsExactly("src/main.c");
  }

  /** BuildKit takes every source from the root of the context, and cuts what leads above it. */
  @Test
  void neverLeavesTheContext() throws IOException {
    new Project(folder).with("outside.txt", "other/x");
    project.with("inside.txt");
    assertThat(list("../")).containsExactly("inside.txt");
    assertThat(list("../../..")).containsExactly("inside.txt");
    assertThat(find("../outside.txt")).isEmpty();
    assertThat(find("../inside.txt")).containsExactly("inside.txt");
    assertThat(find(folder.resolve("outside.txt").toString())).isEmpty();
    assertThat(find("../*")).containsExactly("inside.txt");
  }

  @Test
  void followsLinksOnlyInsideTheContext() throws IOException {
    new Project(folder).with("other/secret");
    project.with("src/main.c");
    Files.createSymbolicLink(project.path("in"), project.path("src"));
    Files.createSymbolicLink(project.path("out"), folder.resolve("other"));
    Files.createSymbolicLink(project.path("nowhere"), Path.of("missing"));
    Files.createSymbolicLink(project.path("src/up"), project.path("."));
    assertThat(list("")).containsExactlyInAnyOrder("in/", "nowhere", "out", "src/");
    assertThat(list("in/")).containsExactlyInAnyOrder("in/main.c", "in/up/");
    assertThat(list("out/")).isEmpty();
    assertThat(find("out/secret")).isEmpty();
    assertThat(find("*/main.c")).containsExactly("src/main.c");
    Entry src = project.context().find("src", Project.soon()).entries().get(0);
    assertThat(project.context().weigh(src, Project.soon()).files()).isEqualTo(1);
  }

  @Test
  void namesDifferByCase() throws IOException {
    project.with("Makefile");
    assertThat(find("Makefile")).containsExactly("Makefile");
    assertThat(find("makefile")).isEmpty();
    assertThat(find("MAKE*")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "*.json,                'package-lock.json package.json'",
    "package?.json,         ''",
    "package*.json,         'package-lock.json package.json'",
    "[p-q]ackage.json,      'package.json'",
    "packages/*/*.json,     'packages/a/package.json packages/b/package.json'",
    "packages/[^a]*,        'packages/b/'",
    "packages/**/x,         'packages/a/x'",
    "packages/*,            'packages/a/ packages/b/'",
    "nothing/*.json,        ''",
    "package.json/*,        ''",
    "*,                     'package-lock.json package.json packages/'",
    "[,                     ''",
  })
  void findsWhatAPatternMatches(String source, String found) throws IOException {
    project.with(
        "package.json",
        "package-lock.json",
        "packages/a/package.json",
        "packages/a/x",
        "packages/b/package.json");
    assertThat(find(source))
        .containsExactlyInAnyOrderElementsOf(
            found.isEmpty() ? List.of() : List.of(found.split(" ")));
  }

  @Test
  void theRootIsASource() throws IOException {
    project.with("a");
    for (String source : List.of(".", "/", "./", "", "x/..", "..")) {
      assertThat(find(source)).as(source).containsExactly("/");
    }
  }

  @Test
  void filesAreFoundByAPattern() throws IOException {
    project
        .with("b.gemspec", "a.gemspec", "old.gemspec", "lib/c.gemspec", "d.gemspec/e")
        .write(".dockerignore", "old.*\n");
    assertThat(project.context().matching("*.gemspec", Project.soon()).text())
        .isEqualTo("a.gemspec\nb.gemspec\n");
    assertThat(project.context().matching("lib/*.gemspec", Project.soon()).text())
        .isEqualTo("lib/c.gemspec\n");
    assertThat(project.context().matching("missing/*.gemspec", Project.soon()).text())
        .isEmpty();
  }

  @Test
  void databasesAreLookedForInAFolderAndInThoseInIt() throws IOException {
    project
        .with(
            "shop.db", "web/db.sqlite3", "web/old.db", "web/sub/deep.db", "tests/a.db", "db/a.txt")
        .write(".dockerignore", "web/old.db\n");
    assertThat(project.context().databases("", Project.soon()).text())
        .isEqualTo("shop.db\nweb/db.sqlite3\n");
    assertThat(project.context().databases("web", Project.soon()).text())
        .isEqualTo("web/db.sqlite3\nweb/sub/deep.db\n");
    assertThat(project.context().databases("missing", Project.soon()).isKnown()).isFalse();
  }

  @Test
  void weighsWhatIsSent() throws IOException {
    project
        .write("src/a", "12345")
        .write("src/deep/b", "123")
        .write("src/c.log", "1")
        .write(".dockerignore", "**/*.log");
    BuildContext context = project.context();
    Listing found = context.find("src", Project.soon());
    assertThat(context.weigh(found.entries().get(0), Project.soon()))
        .isEqualTo(new Weight(2, 8, true));
    project.write("src/a", "1234567890");
    assertThat(context.weigh(found.entries().get(0), Project.soon()).bytes()).isEqualTo(13);
    assertThat(context.decidedBy(context.ignore().patterns().get(0), Project.soon()))
        .isEqualTo(new Weight(1, 1, true));
  }

  @Test
  void eachQuestionSeesWhatHasChangedOnTheDisk() throws IOException {
    project.with("a");
    Disk disk = new Disk(Runnable::run);
    assertThat(listed(disk)).containsExactly("a");
    project.with("b");
    assertThat(listed(disk)).containsExactly("a", "b");
    Files.delete(project.path("a"));
    assertThat(listed(disk)).containsExactly("b");
  }

  private List<String> listed(Disk disk) {
    BuildContext context = project.context(disk, "Dockerfile", BuildContexts.AUTO);
    return show(context.list("", Project.soon()));
  }

  @Test
  void oneQuestionLooksAtAFolderOnce() throws IOException {
    project.with("src/a", "src/b", "src/c");
    AtomicInteger looks = new AtomicInteger();
    Disk disk = new Disk(task -> {
      looks.incrementAndGet();
      task.run();
    });
    BuildContext context = new BuildContext(project.path("."), IgnoreFile.NONE, disk);
    for (String source : List.of("src/a", "src/b", "src/c", "none")) {
      context.find(source, Project.soon());
    }
    assertThat(looks).hasValue(2); // the root, and src
  }

  @Test
  void saysWhetherItIsSureThatNothingIsThere() throws IOException {
    project.with("src/a");
    BuildContext context = project.context();
    assertThat(context.find("src/b", Project.soon()).complete()).isTrue();
    assertThat(context.find("x/y/z", Project.soon()).complete()).isTrue();
    assertThat(context.find("src/*", Deadline.inMillis(0)).complete()).isFalse();
    assertThat(context.find("src/*", Project.soon().unless(() -> true)).complete())
        .isFalse();
  }

  /** Each of these patterns takes as many steps as it and a path are long, multiplied. */
  @Test
  void matchingEndsWhenTheTimeIsOver() throws IOException {
    String slow = ("**a".repeat(400) + "\n").repeat(50);
    project.with("a".repeat(200), "b", "c", "src/" + "a".repeat(200)).write(".dockerignore", slow);
    BuildContext context = project.context();
    IgnorePattern pattern = context.ignore().patterns().get(0);
    AtomicInteger looks = new AtomicInteger();
    Deadline soonOver = Project.soon().unless(() -> looks.incrementAndGet() > 20);
    assertThat(context.list("", soonOver).complete()).isFalse();
    assertThat(context.find("src/*", soonOver).complete()).isFalse();
    assertThat(context.decidedBy(pattern, soonOver).complete()).isFalse();
    assertThat(looks.get()).isLessThan(300);
  }

  @Test
  void anIgnoreFileThatStaysAsItIsIsReadOnce() throws IOException {
    project.with("a").write(".dockerignore", "a\n");
    BuildContexts contexts = new BuildContexts(new Disk(Runnable::run));
    IgnoreFile first = ignoreFile(contexts);
    assertThat(ignoreFile(contexts)).isSameAs(first);
    project.write(".dockerignore", "b\n");
    assertThat(ignoreFile(contexts).patterns().get(0).text()).isEqualTo("b");
  }

  private IgnoreFile ignoreFile(BuildContexts contexts) {
    return contexts
        .of(project.uri("Dockerfile"), null, BuildContexts.AUTO, List.of(), Project.soon())
        .ignore();
  }

  @Test
  void aDiskThatHangsIsNotWaitedForAndNotAskedTwice() throws IOException {
    project.with("a");
    CountDownLatch answers = new CountDownLatch(1);
    Executor threads = Executors.newFixedThreadPool(2, task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    });
    Disk disk = new Disk(task -> threads.execute(() -> {
      try {
        answers.await();
        task.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }));
    BuildContext context = new BuildContext(project.path("."), IgnoreFile.NONE, disk);
    for (int i = 0; i < 5; i++) {
      assertThat(context.list("", Deadline.inMillis(5)))
          .isEqualTo(new Listing(ImmutableList.of(), false));
    }
    answers.countDown();
    assertThat(show(context.list("", Project.soon()))).containsExactly("a");
  }
}
