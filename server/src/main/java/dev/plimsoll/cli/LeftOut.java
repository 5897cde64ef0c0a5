package dev.plimsoll.cli;

import com.google.common.collect.ImmutableSet;
import dev.plimsoll.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says which files a configuration leaves out: each that was named, and how many of those that were found in folders. */
final class LeftOut {

  private final ImmutableSet<String> named;
  private final String done;
  private final Messages messages;

  /** By configuration file, how many were found. */
  private final Map<String, Integer> found = new LinkedHashMap<>();

  /**
   * @param named the arguments of the command
   * @param done what isn't done with such a file, such as "judged"
   */
  LeftOut(ImmutableSet<String> named, String done, Messages messages) {
    this.named = named;
    this.done = done;
    this.messages = messages;
  }

  /** @param by the configuration file that leaves it out */
  void add(String name, Configuration.Source by) {
    String config = ConfigFiles.shown(by);
    if (named.contains(name)) {
      messages.say(name + ": not " + done + ", for " + config + " ignores it");
    } else {
      found.merge(config, 1, Integer::sum);
    }
  }

  /** There are no more files. */
  void end() {
    found.forEach((config, count) -> messages.say(
        count == 1
            ? "1 file is not " + done + ", for " + config + " ignores it"
            : count + " files are not " + done + ", for " + config + " ignores them"));
  }
}
