package dev.plimsoll.ide.signature;

import com.google.common.collect.ImmutableList;

/** The forms of every instruction. */
final class SignatureForms {

  private static final String FLAGS = "Flags, each beginning with two dashes.";
  private static final String KEY = "The name.";
  private static final String VALUE = "The value; with blanks in it, it stands in quotes.";
  private static final String SOURCE = "A path in the build context, or in what --from names.";
  private static final String ADDED = "A path in the build context, a URL or a Git repository.";
  private static final String MORE_SOURCES = "More sources; the destination ends in / then.";
  private static final String TARGET = "Where it goes to; a relative path is taken from WORKDIR.";
  private static final String BODY = "The lines up to EOF become the file.";
  private static final String PROGRAM = "The program.";
  private static final String ARGUMENT = "An argument of the program.";
  private static final String MORE_ARGUMENTS = "More arguments.";

  static final SignatureForm ADD = SignatureForm.of(
      "ADD [flags] source ... dest",
      "Adds files, archives, downloads or repositories to the image.",
      "[flags]",
      FLAGS,
      "source",
      ADDED,
      "...",
      MORE_SOURCES,
      "dest",
      TARGET);
  static final SignatureForm ADD_JSON = SignatureForm.of(
      "ADD [flags] [ \"source\", ..., \"dest\" ]",
      "Adds files to the image; names may have blanks.",
      "[flags]",
      FLAGS,
      "[",
      "",
      "\"source\"",
      ADDED,
      "...",
      MORE_SOURCES,
      "\"dest\"",
      TARGET,
      "]",
      "");
  static final SignatureForm ADD_HEREDOC = SignatureForm.of(
      "ADD [flags] <<EOF dest",
      "Writes a file whose content stands in the Dockerfile.",
      "[flags]",
      FLAGS,
      "<<EOF",
      BODY,
      "dest",
      TARGET);

  static final SignatureForm COPY = SignatureForm.of(
      "COPY [flags] source ... dest",
      "Copies files and directories into the image.",
      "[flags]",
      FLAGS,
      "source",
      SOURCE,
      "...",
      MORE_SOURCES,
      "dest",
      TARGET);
  static final SignatureForm COPY_JSON = SignatureForm.of(
      "COPY [flags] [ \"source\", ..., \"dest\" ]",
      "Copies files into the image; names may have blanks.",
      "[flags]",
      FLAGS,
      "[",
      "",
      "\"source\"",
      SOURCE,
      "...",
      MORE_SOURCES,
      "\"dest\"",
      TARGET,
      "]",
      "");
  static final SignatureForm COPY_HEREDOC = SignatureForm.of(
      "COPY [flags] <<EOF dest",
      "Writes a file whose content stands in the Dockerfile.",
      "[flags]",
      FLAGS,
      "<<EOF",
      BODY,
      "dest",
      TARGET);

  static final SignatureForm ARG = SignatureForm.of(
      "ARG name",
      "Declares a variable for the build that is empty unless it is given.",
      "name",
      KEY);
  static final SignatureForm ARG_DEFAULT = SignatureForm.of(
      "ARG name=defaultValue",
      "Declares a variable for the build that has a default.",
      "name",
      KEY,
      "defaultValue",
      "The value where --build-arg gives no other.");

  static final SignatureForm CMD_JSON = SignatureForm.of(
      "CMD [ \"executable\", \"parameter\", ... ]",
      "Sets the program that the container runs by default, without a shell.",
      "[",
      "",
      "\"executable\"",
      PROGRAM,
      "\"parameter\"",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS,
      "]",
      "");
  static final SignatureForm CMD_PARAMETERS = SignatureForm.of(
      "CMD [ \"parameter\", \"parameter2\", ... ]",
      "Sets the default arguments of ENTRYPOINT.",
      "[",
      "",
      "\"parameter\"",
      ARGUMENT,
      "\"parameter2\"",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS,
      "]",
      "");
  static final SignatureForm CMD = SignatureForm.of(
      "CMD executable parameter ...",
      "Sets the command that a shell in the container runs by default.",
      "executable",
      PROGRAM,
      "parameter",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS);

  static final SignatureForm ENTRYPOINT_JSON = SignatureForm.of(
      "ENTRYPOINT [ \"executable\", \"parameter\", ... ]",
      "Sets the program that the container runs, without a shell.",
      "[",
      "",
      "\"executable\"",
      PROGRAM,
      "\"parameter\"",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS,
      "]",
      "");
  static final SignatureForm ENTRYPOINT = SignatureForm.of(
      "ENTRYPOINT executable parameter ...",
      "Sets the command that a shell in the container runs; CMD is ignored.",
      "executable",
      PROGRAM,
      "parameter",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS);

  static final ImmutableList<SignatureForm> ENV =
      pairs("ENV", "Sets environment variables for the build and for the container.");
  static final ImmutableList<SignatureForm> LABEL = pairs("LABEL", "Adds metadata to the image.");

  static final SignatureForm EXPOSE = SignatureForm.of(
      "EXPOSE port ...",
      "Documents the ports on which the container listens.",
      "port",
      "A port or a range of ports; /udp or /sctp may follow.",
      "...",
      "More ports.");

  private static final String IMAGE = "The image, or an earlier stage.";
  private static final String TAG = "The tag; latest where there is none.";
  private static final String DIGEST = "The digest, as sha256:…: always the same image.";
  private static final String STAGE = "The name of the stage, in lower case.";
  private static final String STARTS = "Starts a stage from an image.";
  private static final String STARTS_NAMED = "Starts a stage from an image and names it.";

  /** Three without a name of the stage, three with one. The empty parameter keeps AS in the same place in all. */
  static final ImmutableList<SignatureForm> FROM = ImmutableList.of(
      SignatureForm.of("FROM baseImage", STARTS, "baseImage", IMAGE),
      SignatureForm.of("FROM baseImage:tag", STARTS, "baseImage", IMAGE, "tag", TAG),
      SignatureForm.of("FROM baseImage@digest", STARTS, "baseImage", IMAGE, "digest", DIGEST),
      SignatureForm.of(
          "FROM baseImage AS stage",
          STARTS_NAMED,
          "baseImage",
          IMAGE,
          "",
          "",
          "AS",
          "",
          "stage",
          STAGE),
      SignatureForm.of(
          "FROM baseImage:tag AS stage",
          STARTS_NAMED,
          "baseImage",
          IMAGE,
          "tag",
          TAG,
          "AS",
          "",
          "stage",
          STAGE),
      SignatureForm.of(
          "FROM baseImage@digest AS stage",
          STARTS_NAMED,
          "baseImage",
          IMAGE,
          "digest",
          DIGEST,
          "AS",
          "",
          "stage",
          STAGE));

  private static final String TESTS =
      "Sets the command that checks whether the container still works.";
  static final SignatureForm HEALTHCHECK_EMPTY =
      SignatureForm.of("HEALTHCHECK [flags] CMD ...", TESTS, "CMD", "");
  static final SignatureForm HEALTHCHECK = SignatureForm.of(
      "HEALTHCHECK [flags] CMD ...",
      TESTS,
      "[flags]",
      FLAGS,
      "CMD",
      "",
      "...",
      "The command, in shell form or in JSON form.");
  static final SignatureForm HEALTHCHECK_NONE = SignatureForm.of(
      "HEALTHCHECK NONE", "Turns off the health check of the base image.", "NONE", "");

  static final SignatureForm MAINTAINER = SignatureForm.of(
      "MAINTAINER name",
      "Deprecated: names the author; a LABEL does it now.",
      "name",
      "The author.");
  static final SignatureForm ONBUILD = SignatureForm.of(
      "ONBUILD INSTRUCTION",
      "Adds an instruction that runs when another image is built FROM this one.",
      "INSTRUCTION",
      "Any instruction but FROM, MAINTAINER and ONBUILD.");

  static final SignatureForm RUN = SignatureForm.of(
      "RUN command parameter ...",
      "Runs a command in a shell and keeps what it changed.",
      "command",
      PROGRAM,
      "parameter",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS);
  static final SignatureForm RUN_JSON = SignatureForm.of(
      "RUN [ \"command\", \"parameter\", ... ]",
      "Runs a program without a shell and keeps what it changed.",
      "[",
      "",
      "\"command\"",
      PROGRAM,
      "\"parameter\"",
      ARGUMENT,
      "...",
      MORE_ARGUMENTS,
      "]",
      "");
  static final SignatureForm RUN_HEREDOC = SignatureForm.of(
      "RUN <<EOF",
      "Runs a script that stands in the lines below.",
      "<<EOF",
      "The lines up to EOF are the script. A first line such as #!/bin/bash chooses the shell.");

  static final SignatureForm SHELL = SignatureForm.of(
      "SHELL [ \"executable\", \"parameter\", ... ]",
      "Chooses the shell for the instructions that follow.",
      "[",
      "",
      "\"executable\"",
      "The shell.",
      "\"parameter\"",
      "Its options, -c as the last.",
      "...",
      "More options.",
      "]",
      "");
  static final SignatureForm STOPSIGNAL = SignatureForm.of(
      "STOPSIGNAL signal",
      "Sets the signal that asks the container to stop.",
      "signal",
      "A name such as SIGQUIT, or a number.");

  private static final String RUNS_AS = "Sets the user for what follows and for the container.";
  static final SignatureForm USER =
      SignatureForm.of("USER user", RUNS_AS, "user", "The name of the user.");
  static final SignatureForm USER_GROUP = SignatureForm.of(
      "USER user:group",
      RUNS_AS,
      "user",
      "The name of the user.",
      "group",
      "The name of the group.");
  static final SignatureForm UID =
      SignatureForm.of("USER uid", RUNS_AS, "uid", "The number of the user.");
  static final SignatureForm UID_GID = SignatureForm.of(
      "USER uid:gid", RUNS_AS, "uid", "The number of the user.", "gid", "The number of the group.");

  static final SignatureForm VOLUME_JSON = SignatureForm.of(
      "VOLUME [ \"/vol\", ... ]",
      "Marks directories that are kept outside the container.",
      "[",
      "",
      "\"/vol\"",
      "A directory.",
      "...",
      "More directories.",
      "]",
      "");
  static final SignatureForm VOLUME = SignatureForm.of(
      "VOLUME /vol ...",
      "Marks directories that are kept outside the container.",
      "/vol",
      "A directory.",
      "...",
      "More directories.");
  static final SignatureForm WORKDIR = SignatureForm.of(
      "WORKDIR /the/workdir/path",
      "Sets the directory for what follows and for the container.",
      "/the/workdir/path",
      "The directory; it is made if it doesn't exist.");

  static final SignatureForm ESCAPE = SignatureForm.of(
      "escape=\\", "Sets the character that continues a line.", "\\", "A backslash or a backtick.");
  static final SignatureForm SYNTAX = SignatureForm.of(
      "syntax=image",
      "Names the frontend that reads this file.",
      "image",
      "The image, usually docker/dockerfile:1.");
  static final SignatureForm CHECK = SignatureForm.of(
      "check=skip=checks;error=boolean",
      "Sets which build checks are skipped, and whether a warning fails the build.",
      "checks",
      "Names of checks with commas between, or all.",
      "boolean",
      "true: a warning fails the build.");

  private SignatureForms() {}

  private static ImmutableList<SignatureForm> pairs(String keyword, String summary) {
    return ImmutableList.of(
        SignatureForm.of(
            keyword + " key value", summary, "key", KEY, "value", "The rest of the line."),
        SignatureForm.of(keyword + " key=value", summary, "key", KEY, "value", VALUE),
        SignatureForm.of(
            keyword + " key=value key2=value2",
            summary,
            "key",
            KEY,
            "value",
            VALUE,
            "key2",
            KEY,
            "value2",
            VALUE));
  }
}
