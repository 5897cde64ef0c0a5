package dev.plimsoll.lint.rules.security;

import dev.plimsoll.image.BaseFamily;
import dev.plimsoll.rewrite.ChainLayout;
import org.jspecify.annotations.Nullable;

/** The commands that make a user and its group, in the way of the base image. */
final class NewUser {

  /** The number of the user and of the group. */
  static final int ID = 10001;

  private NewUser() {}

  /** Makes a user without a program for it, with the home directory that programs look for which ask for the name. */
  static String byLines(ChainLayout layout, String name, String group) {
    String home = "/home/" + name;
    return "echo '" + group + ":x:" + ID + ":' >> /etc/group" + layout.and()
        + "echo '" + name + ":x:" + ID + ":" + ID + "::" + home + ":/sbin/nologin' >> /etc/passwd"
        + layout.and()
        + "mkdir -p " + home + layout.and() + "chown " + ID + ":" + ID + " " + home;
  }

  /** With a home: whatever is started may keep caches and settings there, and load a browser or a model into it. */
  static @Nullable String byProgram(
      BaseFamily family, ChainLayout layout, boolean hasGroup, String name, String group) {
    if (family.hasBusyBoxAdduser()) {
      return (hasGroup ? "" : "addgroup -S -g " + ID + " " + group + " && ") + "adduser -S -D "
          + "-u " + ID + " -G " + group + " " + name;
    }
    if (!family.hasUseradd()) {
      return null;
    }
    String noLogin = family.hasApt() ? "/usr/sbin/nologin" : "/sbin/nologin";
    return (hasGroup ? "" : "groupadd --system --gid " + ID + " " + group + layout.and())
        + "useradd --system --uid " + ID + " --gid " + group
        + " --create-home --shell " + noLogin
        + " " + name;
  }
}
