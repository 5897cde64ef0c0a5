package dev.plimsoll.rewrite;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.shell.Arguments;
import dev.plimsoll.shell.Command;
import dev.plimsoll.shell.CommandList;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Nesting;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ScriptVisitor;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Derivation;
import java.util.regex.Pattern;

/**
 * What begins or ends with the process of a RUN, so that commands joined to it would find it otherwise: processes in the
 * background end, the shell forgets where programs are and is looked up anew, user and groups are read anew.
 */
final class Lingering {

  private Lingering() {}

  private static final Derivation<Boolean> LINGERS = instruction -> {
    Script script = RunScript.script(instruction);
    return script != null && any(script);
  };

  static boolean any(RunScript script) {
    return script.instruction().derived(LINGERS);
  }

  private static boolean any(Script script) {
    if (runsInBackground(script) || changesMounted(script)) {
      return true;
    }
    for (Invocation invocation : script.invocations()) {
      if (startsService(invocation)
          || replacesTool(invocation)
          || replacesShell(invocation)
          || changesSurroundings(invocation)
          || changesUser(invocation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean runsInBackground(Script script) {
    Background background = new Background();
    background.script(script);
    return background.found;
  }

  private static final class Background extends ScriptVisitor {
    private boolean found;

    @Override
    protected void item(CommandList.Item item) {
      found |= item.isBackground();
      super.item(item);
    }

    @Override
    protected void command(Command command, ImmutableSet<Nesting> inside) {
      found |= command instanceof Command.Coprocess;
      super.command(command, inside);
    }
  }

  private static boolean startsService(Invocation invocation) {
    String name = invocation.name();
    if (name == null) {
      return false;
    }
    return switch (name) {
      case "service",
          "systemctl",
          "rc-service",
          "invoke-rc.d",
          "start-stop-daemon",
          "initctl",
          "daemon",
          "daemonize",
          "screen",
          "tmux" -> true;
      case "pg_ctl",
          "pg_ctlcluster",
          "mysqld",
          "mysqld_safe",
          "mariadbd",
          "mariadbd-safe",
          "mongod",
          "redis-server",
          "memcached",
          "slapd",
          "rabbitmq-server",
          "elasticsearch" -> true;
      case "sshd",
          "cron",
          "crond",
          "atd",
          "rsyslogd",
          "syslogd",
          "syslog-ng",
          "dbus-daemon",
          "dbus-launch",
          "avahi-daemon",
          "rpcbind",
          "dnsmasq",
          "named",
          "smbd",
          "nmbd",
          "cupsd",
          "gpg-agent",
          "adb" -> true;
      case "apachectl",
          "apache2ctl",
          "apache2",
          "httpd",
          "nginx",
          "lighttpd",
          "catalina.sh",
          "startup.sh" -> true;
      case "dockerd", "containerd", "supervisord", "Xvfb", "Xorg", "vncserver", "pulseaudio" ->
        true;
      default ->
        name.startsWith("php-fpm")
            || invocation.nameWord().literalPrefix().contains("/init.d/")
            || invocation.prefix("setsid") != null
            || goesToBackground(invocation);
    };
  }

  /** Whether a word tells any program to leave a process behind. */
  private static boolean goesToBackground(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      switch (String.valueOf(word.literal())) {
        case "--daemon",
            "--daemonize",
            "--fork",
            "--background",
            "--detach",
            "--detached",
            "-detached",
            "start",
            "restart" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** What belongs to the network or the mounts of one RUN, and the locale that the shell reads when it begins. */
  private static boolean changesSurroundings(Invocation invocation) {
    return switch (String.valueOf(invocation.name())) {
      case "mount", "umount", "losetup", "swapon", "modprobe", "sysctl" -> true;
      case "ip", "ifconfig", "iptables", "route", "hostname" -> true;
      case "locale-gen", "localedef", "update-locale" -> true;
      default -> false;
    };
  }

  /** Whether it puts another version of a program in another place: the shell goes on with the one it knows. */
  private static boolean replacesTool(Invocation command) {
    Invocation invocation = command.module();
    Arguments arguments = invocation.arguments();
    return switch (invocation.program().name()) {
      case "corepack", "update-alternatives" -> true;
      case "npm" ->
        arguments.hasAnyFlag("--global", "--location")
            && names(arguments, "npm", "yarn", "pnpm", "corepack");
      case "gem" -> arguments.hasFlag("--system");
      case "pip" -> names(arguments, "pip", "setuptools", "pip3");
      default -> invocation.is("alternatives");
    };
  }

  /** Whether it may put another program in the place of the shell itself: {@code ln -sf /bin/bash /bin/sh}. */
  private static boolean replacesShell(Invocation invocation) {
    String name = invocation.name();
    if (name == null) {
      return false;
    }
    return switch (name) {
      case "dpkg-reconfigure", "dpkg-divert" ->
        mentions(invocation, "dash") || mentions(invocation, "bin/sh");
      case "ln", "rm", "mv", "cp", "install" -> namesShell(invocation);
      case "busybox" ->
        invocation.arguments().words().stream().anyMatch(it -> it.isLiteral("--install"));
      default -> false;
    };
  }

  /** Whether a word is a shell, from wherever it is seen: {@code cd /bin && ln -sf bash sh}. */
  private static boolean namesShell(Invocation invocation) {
    for (ShellWord word : invocation.arguments().words()) {
      String text = word.literalPrefix();
      switch (text.substring(text.lastIndexOf('/') + 1)) {
        case "sh", "bash", "dash", "ash", "busybox" -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean mentions(Invocation invocation, String part) {
    for (ShellWord word : invocation.arguments().words()) {
      if (word.literalPrefix().contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** The home directory and the groups of a RUN's user are those that stand in the files when it begins. */
  private static boolean changesUser(Invocation invocation) {
    return switch (String.valueOf(invocation.name())) {
      case "usermod" ->
        invocation.arguments().hasAnyFlag("--home", "--append", "--gid", "--groups");
      case "gpasswd", "groupmod", "groupmems" -> true;
      case "adduser", "addgroup" -> invocation.arguments().operands().size() > 1; // into a group
      default -> false;
    };
  }

  /**
   * What each RUN is given anew: devices, what the kernel shows, the files that Docker writes; and those in which the user
   * and the shell stand with whom a RUN begins.
   */
  private static final Pattern GIVEN_ANEW = Pattern.compile(
      "/etc/(?:resolv\\.conf|hosts|hostname|passwd|group|shadow|ld\\.so\\.preload)\\b"
          + "|(?<![\\w.])/(?:sys|proc/(?:sys|self|1))/|>\\s*/(?:usr/)?bin/"
          + "|(?<![\\w.])/dev/(?!(?:null|zero|full|u?random|std(?:in|out|err)|fd|tty|tcp|udp)\\b)\\w");

  private static boolean changesMounted(Script script) {
    return GIVEN_ANEW.matcher(script.code()).find();
  }

  /** Whether a package is among the operands, with or without a version. */
  private static boolean names(Arguments arguments, String... packages) {
    for (ShellWord word : arguments.operandsOfVerb()) {
      String text = word.literalPrefix();
      for (String name : packages) {
        boolean named = text.startsWith(name)
            && (text.length() == name.length()
                || "@=<>~![".indexOf(text.charAt(name.length())) >= 0);
        if (named) {
          return true;
        }
      }
    }
    return false;
  }
}
