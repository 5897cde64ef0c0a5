package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.image.ImageReference;
import dev.plimsoll.image.ImageUser;
import dev.plimsoll.image.PlatformFacts;
import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.ImageQuestion;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.ImageUse;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.From;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import dev.plimsoll.text.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** An image that runs as root because nothing says otherwise. */
public final class UserMissing implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          "user-missing", Category.SECURITY, Severity.INFORMATION, """
          Without a USER instruction the container runs as root, and so does whoever takes over the program in it.

          Many images bring a user along; one line is enough:

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          COPY server.js /usr/local/lib/

          # the web server
          EXPOSE 3000
          CMD ["node", "/usr/local/lib/server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          COPY server.js /usr/local/lib/

          USER node
          # the web server
          EXPOSE 3000
          CMD ["node", "/usr/local/lib/server.js"]
          ```

          What starts in a WORKDIR may write there, and the directory belongs to root. So it is given to the new user, with what is \
          copied into it when all is built; with `--chown` nothing is stored twice. Other files stay root's:

          ```dockerfile bad fix=suggestion
          FROM node:22-slim
          WORKDIR /app
          COPY . .
          CMD ["node", "server.js"]
          ```

          ```dockerfile good
          FROM node:22-slim
          WORKDIR /app
          COPY --chown=node . .
          RUN chown node /app
          USER node
          CMD ["node", "server.js"]
          ```

          So it is where the file names one, with `useradd` or `--chown`:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          WORKDIR /srv
          COPY --chown=nobody:nobody app ./
          CMD ["./app"]
          ```

          ```dockerfile good
          FROM alpine:3.22
          WORKDIR /srv
          COPY --chown=nobody:nobody app ./
          USER nobody
          CMD ["./app"]
          ```

          For others one is made, in the way that the base image knows:

          ```dockerfile bad fix=suggestion
          FROM alpine:3.22
          COPY server /usr/local/bin/
          CMD ["server"]
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN addgroup -S -g 10001 app && adduser -S -D -u 10001 -G app app
          COPY server /usr/local/bin/
          USER app
          CMD ["server"]
          ```

          ```dockerfile bad fix=suggestion
          FROM python:3.13-slim
          COPY server.py /srv/
          CMD ["python", "/srv/server.py"]
          ```

          ```dockerfile good
          FROM python:3.13-slim
          RUN groupadd --system --gid 10001 app \\
              && useradd --system --uid 10001 --gid app --create-home --shell /usr/sbin/nologin app
          COPY server.py /srv/
          USER app
          CMD ["python", "/srv/server.py"]
          ```

          Where there is no shell, a number does without an entry in `/etc/passwd`:

          ```dockerfile bad fix=suggestion
          FROM scratch
          COPY server /
          ENTRYPOINT ["/server"]
          ```

          ```dockerfile good
          FROM scratch
          COPY server /
          USER 65532:65532
          ENTRYPOINT ["/server"]
          ```

          A program that asks for the name of its user or for its home, as Git, SSH and those of Java do, needs that entry. So may one of an image of which \
          nothing is known, for its home directory. A RUN writes the entry where no program for it is known; nothing is offered \
          where nothing shows a shell.

          USER goes behind everything that is built, which needs root; stages for developers or tests that go on from there begin \
          with `USER root` then. The message names what the new user may not do:

          - listen below port 1024, which not every system allows, as EXPOSE, an option such as `--port 80`, a variable such as \
          `PORT` or `ASPNETCORE_URLS`, the module of Node or Python that is started, `fly.toml` or a manifest of Kubernetes says;
          - write into directories that belong to root: those that VOLUME or a volume of Compose names, those that the script or the \
          module that is started writes into, or a script that it calls, those that modules of Python make that it imports, those \
          of databases that a folder of the context brings, those into which the settings of Logback, Log4j or \
          Spring in `src/main/resources` log, those that a Makefile makes that a RUN calls, those that \
          `vite preview` and `next start` fill, such as `node_modules/.vite-temp`, and a WORKDIR into which nothing is put;
          - write to folders of the host that Compose, a script, a Makefile or a README mounts: no chown in the image changes that;
          - look into `/root`: what is mounted there must be mounted elsewhere, and what is put there must be moved to the home \
          directory of the new user, which is made with it.

          So every fix is a suggestion, and its title says on what it depends: that the program needs no other rights, to write elsewhere or to listen on a low port, for example. None is offered \
          where nobody knows whether the program would still start:

          - where the fix couldn't give the user each directory that is known to be written, or that a variable such as \
          `DATA_DIR` names;
          - where files are made writable for the group root, a file gets a mode such as 700 or `u+x`, or a private key is copied or \
          made that only root may read;
          - where what starts needs what a tool has installed for root, such as `mix local.hex`, `pip install --user`, \
          `pm2 install`, the Chrome that Puppeteer loads, or an environment of Poetry that isn't in the project, or compiles \
          or installs by itself, or is of a framework such as Rails, whose folders the build may fill as root;
          - where it runs `make`, or `manage.py collectstatic` in folders that the build made as root;
          - where a module of Python makes a folder that isn't known, or the project has more modules than are read;
          - where the script that is started changes files in ways that can't be followed, such as `sed -i` with variables or a \
          program of Node or Python in it, or a file such as `list.csv` or `app.db` is copied, or a folder with a database where \
          `--chown` can't give it away;
          - where the script that is started asks whether a directory is there that the fix would make;
          - where a library such as `nodriver` or `chromedp` starts Chrome, which turns off Chrome's sandbox for root only;
          - where a RUN clones the program with git: all of it stays root's;
          - where the program comes with a package or an archive that a RUN loads: that has a user of its own, or writes where \
          only root may.

          Nothing is reported where the image starts as another user, or others decide as whom:

          - the base image is known to have a user, or is one of your own that is called distroless, or whose user `--chown` names, or whose Dockerfile, \
          from which a workflow, a script or Compose builds it, or that is called like it (`Dockerfile.base`, `base/Dockerfile`), or the script that is started in it changes to one, or its own entrypoint is kept or called and changes to one (`postgres`, `redis`, …);
          - `gosu`, `su-exec`, `setpriv`, `chroot --userspec` or the like is used, in the file, in the script that is started or in one \
          that this calls;
          - the user is set by ONBUILD, in development containers, for functions in a cloud, or on Windows;
          - a Compose file, a manifest of Kubernetes or a Helm chart in the project has `user`, `runAsUser` or `privileged` for this image, starts \
          by its path what the file copies, or has a `command` that does what only root may when the container starts, such as \
          installing packages or `update-ca-certificates`;
          - manifests or scripts of the project are for OpenShift, which chooses a user for each container, and nothing tells that it \
          runs elsewhere;
          - a README beside the file, or a script or a program of the project, such as a test, has `docker run --user` for this image, \
          or only takes files out of it with `docker cp`; a README may say it for Compose, too;
          - a comment in the stage says why root is meant, or tells another linter not to report this: \
          `# checkov:skip=CKV_DOCKER_3`, `# nosemgrep: …missing-user`, `# trivy:ignore:DS002`.

          Nor is it where root is what is needed, or where nobody serves anybody:

          - programs that begin as root and change the user of what they start by themselves, such as `supervisord`, `cron`, `/etc/init.d/postgresql` and \
          `/init`, which is the ENTRYPOINT of images for Home Assistant and those of linuxserver.io; images that work with the socket of Docker, containerd or the like, also by a library such as \
          `dockerode` or `docker-java`, the network or the devices of the host, or say that root is meant, such as \
          `--allow-run-as-root`;
          - tools, which work in a mounted directory of whoever calls them: `ENTRYPOINT ["shellcheck"]`, `ENTRYPOINT ["go"]`, \
          `CMD ["--help"]`, a WORKDIR such as `/mnt` into which nothing is copied, an ENTRYPOINT without port and CMD whose name \
          doesn't say that it waits for work, or one that a README calls with `docker run -v $PWD:/work` for a task, or a stage that nothing but a script builds, with \
          `--target`, and runs with `docker run --rm -v`;
          - actions of GitHub, notebooks, programs with windows (`DISPLAY`), and what computes on a graphics card with data of the host;
          - tests, builds and other tasks that end: `npm test`, `python train.py`, a shell that ends with `cargo build`, `cp` and the like, a \
          script that does something and starts no program, `alembic upgrade head`, `cdk deploy`, and what lies in a folder such as `migrations`;
          - what says in a comment that it is a test image, for development only, or not for production: at the head of the file, above the \
          stage, or above what it starts; and images of which nothing is known with a user who has a password, as for a login;
          - a shell or another prompt, or nothing but `sleep infinity`; stages that are called `dev` or `test`;
          - what is set up for those who write the program: a program that watches the sources, such as `nodemon`, `uvicorn --reload` or `air`, \
          also beside others in `concurrently`, `manage.py runserver` where a Compose file mounts the sources over it, \
          `ENV NODE_ENV=development` and the like in the stage that is started, one that starts nothing and in which Compose starts such a program, also behind others \
          (`migrate && runserver`), an image that only Compose files with `dev` or `local` \
          in their names build, or one in a folder such as `ci`, `tests` or `vendor` that nothing is known to build;
          - nothing to start, because no stage has a CMD or ENTRYPOINT and that of the base image is a shell, or the ENTRYPOINT is an \
          init without a CMD, or nothing is copied into an image of which nothing is known:

          ```dockerfile good
          FROM postgres:17
          COPY init.sql /docker-entrypoint-initdb.d/
          ```

          ```dockerfile good
          FROM golang:1.27 AS build
          RUN go build -o /out/tool .
          FROM scratch
          COPY --from=build /out /
          ```

          ```dockerfile good
          FROM alpine:3.22
          RUN apk add --no-cache curl jq
          ```

          An image with state, a VOLUME or data in `/data` or `/var/lib`, is reported as a warning, but for an ENTRYPOINT \
          without EXPOSE, which may only read it. A VOLUME below `/etc` or `/config`, or that the command names as its configuration, is none. It is a hint:

          - if nothing is known of the base image, which may have its own user;
          - where a script is started that isn't in the build context, or what a base image brings of which nothing is known, and \
          may change to another user; if the script is there and needs root, the hint names why;
          - of an ENTRYPOINT that may be a tool but is called like what waits for work.

          nginx begins as root to listen on port 80. Nothing is said where its files are writable for all, or are given to root's \
          group and are writable by that, for any user that is chosen where it runs. Else it is a hint without a fix that names the image that doesn't, and \
          what has to change in a configuration that the file brings along: a low port, the place of the pid or of a log.

          ```dockerfile bad fix=none
          FROM nginx:1.29
          COPY site /usr/share/nginx/html
          ```
          """)
      .since("0.1.0")
      .forDeploymentOnly()
      .withBase()
      .withSuggestion();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    List<ImmutableList<Instruction>> targets = new ArrayList<>();
    for (Stage target : subject.model().deployedTargets()) {
      targets.add(ImmutableList.of(target.from()));
    }
    subject.each(targets, UserMissing::check, reporter);
  }

  /** Looks at a target, which its FROM stands for. */
  private static void check(Subject subject, ImmutableList<Instruction> part, Reporter reporter) {
    Stage target = subject.model().stageOf(part.get(0));
    if (target != null && subject.model().stateAtEnd(target).user() == null) {
      check(subject, target, reporter);
    }
  }

  private static void check(Subject subject, Stage stage, Reporter reporter) {
    ImageUse base = subject.model().baseImage(stage);
    ImageReference image = base == null ? null : base.image();
    if (image == null
        || subject.model().family(stage) == BaseFamily.WINDOWS
        || subject.model().environment(stage).startsAsOther()
        || startsAsUser(image, subject)) {
      return;
    }
    StartUp startUp = StartUp.of(subject, stage);
    if (!RootByDesign.isAccepted(subject, stage, image, startUp, false)) {
      Finding finding = finding(subject, stage, image, startUp);
      if (finding != null) {
        reporter.report(finding);
      }
    }
  }

  /** Whether the image is known, or says by its name, not to begin as root, or to have its user set elsewhere. */
  private static boolean startsAsUser(ImageReference image, Subject subject) {
    PlatformFacts facts = subject.about(image, ImageQuestion.FACTS).usual();
    if (facts != null && !facts.userButRoot().isEmpty()) {
      return true;
    }
    String name = image.text();
    ImageUser.Kind kind = subject.about(image, Accounts.USER).kind();
    return kind == ImageUser.Kind.NON_ROOT
        || kind == ImageUser.Kind.UNKNOWN && OWN_DISTROLESS.matcher(name).find()
        || image.domain().equals("dhi.io")
        || isOfIronBank(image)
        || isOfChainguard(image)
        || name.contains("windows")
        || name.contains("nonroot")
        || name.contains("non-root")
        || name.contains("rootless")
        || name.contains("unprivileged");
  }

  /** One that somebody has made for programs, in its name or its tag; a folder of that name may mirror those of Google. */
  private static final Regex OWN_DISTROLESS =
      Regex.of("(?:[/:][\\w.-]{0,100}[-._]|:)distroless(?![\\w/])");

  /** A mirror of images that have a user, but for those that others build on. */
  private static final Regex CHAINGUARD = Regex.of(
      "[^/]{1,200}/(?:.{0,200}/)?(?:cgr[-.][\\w.-]{1,60}|chainguard[\\w.-]{0,60})/(?!.{0,200}-base$).{1,200}");

  private static boolean isOfChainguard(ImageReference image) {
    return CHAINGUARD.matcher(image.repository()).matches();
  }

  /** Whether it is a hardened image that has to have a user; those of Red Hat are what others build on. */
  private static boolean isOfIronBank(ImageReference image) {
    return image.domain().equals("registry1.dso.mil") && !image.path().contains("/redhat/");
  }

  private static @Nullable Finding finding(
      Subject subject, Stage stage, ImageReference image, StartUp startUp) {
    TextRange range = place(stage, subject);
    ImageUser user = subject.about(image, Accounts.USER);
    if (UnprivilegedServer.isKnown(image, user, startUp)) {
      String message = UnprivilegedServer.message(subject, stage, image, user, startUp);
      return message == null ? null : Finding.at(range, message).withSeverity(Severity.HINT);
    }
    UserFixes fixes = new UserFixes(subject, stage, image, startUp);
    boolean unknown = user.kind() == ImageUser.Kind.UNKNOWN;
    if (unknown && subject.hasUserHere(image.familiarName())) {
      return null;
    }
    if (startUp.needsRoot()) {
      return startUp.isService() && !unknown
          ? Finding.at(range, startUp.messageOfNeed()).withSeverity(Severity.HINT)
          : null;
    }
    String unread = startUp.unreadScript();
    if (unread == null && startUp.code() == null && unknown) {
      unread = BaseProgram.of(subject.model(), stage, startUp.command());
    }
    if (unknown && unread != null && subject.isMadeHere(image.familiarName())) {
      return null; // a script of that image decides, which isn't seen
    }
    if (unknown && startUp.isEmpty()) {
      unread = "its entrypoint";
    }
    if (fixes.made() == null && mayNeedRoot(user, startUp, fixes)) {
      return null;
    }
    String obstacles = fixes.obstacles().text();
    String library = Sandbox.library(subject, stage, image);
    if (library != null) {
      String message = unknown ? unless(name(stage, image), true, unread) : "";
      return Finding.at(
              range,
              message + message(fixes, !unknown) + obstacles
                  + " Start Chrome with --no-sandbox then: " + library
                  + " does it by itself for root only, and most containers don't allow the sandbox.")
          .withSeverity(unknown ? Severity.HINT : null);
    }
    if (unread != null || unknown) {
      return fixes.addTo(
          Finding.at(
                  range,
                  unless(name(stage, image), unknown, unread) + message(fixes, false) + obstacles)
              .withSeverity(Severity.HINT),
          unread);
    }
    // What begins with an ENTRYPOINT and serves nobody is called for one task: whose files those
    // are isn't known.
    boolean mayOnlyRead = startUp.entrypoint() != null && !startUp.listens();
    return fixes.addTo(Finding.at(range, message(fixes, true) + obstacles)
        .withSeverity(
            startUp.hasState() && !mayOnlyRead && startUp.script() == null
                ? Severity.WARNING
                : startUp.mayBeTool() ? Severity.HINT : null));
  }

  /** Whether a program for which the file makes no user may need root, or work on files of others. */
  private static boolean mayNeedRoot(ImageUser user, StartUp startUp, UserFixes fixes) {
    if (user.kind() != ImageUser.Kind.DROPS_PRIVILEGES
        && fixes.owner() == null
        && startUp.isLikelyTool()) {
      return true; // mostly it works on files of whoever calls it
    }
    if (user.kind() == ImageUser.Kind.UNKNOWN && fixes.hasLogin()) {
      return true; // what lets users log in mostly begins as root
    }
    Accounts.Owner owner = fixes.owner();
    if (user.kind() == ImageUser.Kind.UNKNOWN
        && owner != null
        && owner.byFlag()
        && !owner.isNumber()
        && !UserFixes.isOfSystem(owner.user())) {
      return true; // the base image has made that user, and mostly starts as it
    }
    return startUp.unreadScript() != null && !startUp.seemsToServe(); // nobody knows what it does
  }

  /** Names the base image, by the argument that it is given as where the default is none that there is. */
  private static String name(Stage stage, ImageReference image) {
    Word written = stage.root().from().image();
    Matcher argument = ARGUMENT.matcher(written == null ? "" : written.value());
    return image.isOfficial() && image.tag() == null && argument.matches()
        ? "given as " + argument.group(1)
        : image.familiarName();
  }

  private static final Regex ARGUMENT = Regex.of("\\$\\{?(\\w{1,200})(?::?-.{0,500})?\\}?");

  /** What isn't known of it, up to the comma. */
  private static String unless(String image, boolean unknown, @Nullable String script) {
    if (!unknown) {
      return "Unless " + script + " changes to another user, ";
    }
    String base = "Unless the image " + image + " has a user of its own";
    return base + (script == null ? ", " : " or " + script + " changes to one, ");
  }

  private static String message(UserFixes fixes, boolean isCertain) {
    Accounts.Account made = fixes.made();
    Accounts.Owner owner = fixes.owner();
    String subject = isCertain ? "The" : "the";
    if (made != null) {
      return subject + " container runs as root: the user " + made.name()
          + " is made but not changed to.";
    }
    if (owner != null) {
      return subject + " container runs as root, though it has files of " + owner.user()
          + ". Change to that user with USER.";
    }
    return subject
        + " container runs as root. Change to another user with USER before the program is started.";
  }

  /** The name in its FROM. */
  private static TextRange place(Stage stage, Subject subject) {
    From from = stage.from();
    Word word = from.image();
    return subject.model().range(from, word == null ? from.source().keywordRange() : word.range());
  }
}
