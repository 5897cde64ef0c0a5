package dev.plimsoll.lint.rules.security;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.semantics.RunScript;
import dev.plimsoll.semantics.Stage;
import dev.plimsoll.shell.Invocation;
import dev.plimsoll.shell.Script;
import dev.plimsoll.shell.ShellWord;
import dev.plimsoll.syntax.Instruction;
import dev.plimsoll.syntax.Instruction.Cmd;
import dev.plimsoll.syntax.Instruction.Command;
import dev.plimsoll.syntax.Instruction.Entrypoint;
import dev.plimsoll.syntax.Instruction.Transfer;
import dev.plimsoll.syntax.Trait;
import dev.plimsoll.syntax.Word;
import dev.plimsoll.text.Regex;
import java.util.List;
import java.util.function.Predicate;

/**
 * Signs that an image works with Docker's socket, the network or the devices of the host, or is run by a system that expects
 * root: who wrote it knows, and no other user could do it.
 */
final class Privileges {

  /** Docker's socket, or its command-line tool as a file. */
  private static final Regex DOCKER = Regex.of(
      "docker\\.sock\\b|\\bdocker-(?:ce-)?cli\\b|\\bdocker-ce\\b|\\bbin/docker(?![\\w.-])");

  /** Packages of no use to another user than root, and Docker's command-line tool. */
  private static final ImmutableSet<String> SYSTEM = ImmutableSet.of(
      "RPi.GPIO",
      "bcc-tools",
      "bluepy",
      "bluez",
      "bpfcc-tools",
      "bpftrace",
      "buildah",
      "cifs-utils",
      "conntrack",
      "conntrack-tools",
      "containerd",
      "cryptsetup",
      "dnsmasq",
      "docker",
      "docker.io",
      "eudev",
      "evdev",
      "fuse",
      "fuse-overlayfs",
      "fuse3",
      "gpiozero",
      "hostapd",
      "i2c-tools",
      "ipset",
      "iptables",
      "ipvsadm",
      "keepalived",
      "kmod",
      "libreswan",
      "libvirt-daemon",
      "libvirt-daemon-system",
      "linux-tools-generic",
      "lvm2",
      "multipath-tools",
      "nfs-common",
      "nfs-kernel-server",
      "nfs-utils",
      "nftables",
      "open-iscsi",
      "openssh-server",
      "openvpn",
      "parted",
      "picamera2",
      "pigpio",
      "podman",
      "pybluez",
      "pyserial",
      "pyusb",
      "qemu-kvm",
      "qemu-system-x86",
      "qemu-system-x86_64",
      "rpi.gpio",
      "s3fs",
      "s3fs-fuse",
      "smbus2",
      "spidev",
      "sshfs",
      "strongswan",
      "systemd-sysv",
      "udev",
      "usbip");

  private static final Regex WIREGUARD = Regex.of("wireguard(?:-[a-z]+)*");

  /** Directories of the host, as those mount them who look after it. */
  private static final Regex HOST = Regex.of(
      "(?<![\\w.-])/host(?:fs)?/(?:proc|sys|root|etc|var|dev)\\b|(?<![\\w.-])/rootfs\\b|\\bnsenter\\b");

  /** Where systemd manages processes. */
  private static final String CGROUPS = "/sys/fs/cgroup";

  private static final Regex ACTION = Regex.of("(?m)^[ \\t]*using:\\s*['\"]?docker['\"]?\\s*$");

  private Privileges() {}

  static boolean areNamed(Instruction instruction) {
    String text = instruction.text();
    // All instructions are asked, and these spare most of them the patterns.
    return text.contains("docker") && DOCKER.matcher(text).find()
        || (text.contains("install") || text.contains("add"))
            && installs(instruction, Privileges::isOfSystem)
        || text.contains(CGROUPS)
        || instruction instanceof Command && namesHost(text);
  }

  private static boolean namesHost(String text) {
    return (text.contains("/host") || text.contains("/rootfs") || text.contains("nsenter"))
        && HOST.matcher(text).find();
  }

  /** Whether a package, perhaps with a version behind {@code =}, is one of those. */
  private static boolean isOfSystem(String word) {
    int end = word.indexOf('=');
    String name = end < 0 ? word : word.substring(0, end);
    return SYSTEM.contains(name)
        || name.startsWith("wireguard") && WIREGUARD.matcher(name).matches();
  }

  /** Whether a RUN of a target installs such a package. */
  static boolean installs(Subject subject, Stage target, Predicate<String> packages) {
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction run : subject.model().having(RunScript.IS_RUN, stage)) {
        if (installs(run, packages)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a command of a RUN says {@code install} or {@code add}, and behind that a package, of which its word is asked. */
  static boolean installs(Instruction instruction, Predicate<String> isPackage) {
    Script script = RunScript.script(instruction);
    for (Invocation command :
        script == null ? ImmutableList.<Invocation>of() : script.invocations()) {
      boolean behind = false;
      for (ShellWord word : command.arguments().words()) {
        if (behind && isPackage.test(word.literalPrefix())) {
          return true;
        }
        behind |= word.isLiteral("install") || word.isLiteral("add");
      }
    }
    return false;
  }

  /** Whether files of the build context say so. */
  static boolean areInContext(Subject subject, Stage target) {
    return isAction(subject)
        || DockerClients.areUsed(subject, target)
        || subject.runSettings().decidesUser()
        || bringsWhatPodsStart(subject, target);
  }

  /** Whether a file is copied to a place, or started there, from which a pod starts it with privileges. */
  private static boolean bringsWhatPodsStart(Subject subject, Stage target) {
    ImmutableSet<String> paths = subject.runSettings().privileged();
    if (paths.isEmpty()) {
      return false;
    }
    for (Stage stage : Accounts.chain(target)) {
      for (Instruction instruction : subject.model().having(NAMES_PROGRAM, stage)) {
        for (Word word : instruction.words()) {
          if (paths.contains(word.value())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static final Trait NAMES_PROGRAM =
      Trait.of(Transfer.class).or(Trait.of(Entrypoint.class, Cmd.class));

  /** GitHub runs an action in a directory that belongs to root, and says not to change the user. */
  private static boolean isAction(Subject subject) {
    for (String name : List.of("action.yml", "action.yaml")) {
      if (ACTION.matcher(subject.contextFile(name).beginning()).find()) {
        return true;
      }
    }
    return false;
  }
}
