package dev.plimsoll.ide.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.plimsoll.ide.LanguageReference;
import dev.plimsoll.ide.Topic;
import dev.plimsoll.syntax.FlagSpec;
import dev.plimsoll.syntax.KnownFlags;
import org.eclipse.lsp4j.CompletionItemKind;

/** Builder flags and their values, the options of mounts included. */
final class Flags {

  /** What a snippet has in the place of a flag's value. */
  private static final ImmutableMap<String, String> EXAMPLES =
      ImmutableMap.<String, String>builder()
          .put("checksum", "sha256:digest")
          .put("chmod", "755")
          .put("chown", "user:group")
          .put("device", "vendor.com/device")
          .put("exclude", "pattern")
          .put("from", "stage")
          .put("interval", "30s")
          .put("mount", "type=cache,target=/path")
          .put("network", "none")
          .put("platform", "arm64")
          .put("retries", "3")
          .put("security", "sandbox")
          .put("start-interval", "5s")
          .put("start-period", "5s")
          .put("timeout", "30s")
          .build();

  private static final ImmutableList<String> MODES =
      ImmutableList.of("755", "644", "750", "640", "700", "600", "u=rwX,go=rX");

  private static final ImmutableList<String> OCTAL_MODES =
      ImmutableList.of("0755", "0644", "0750", "0640", "0700", "0600", "0400");

  private static final ImmutableList<String> DURATIONS =
      ImmutableList.of("30s", "10s", "5s", "1m", "5m");

  private static final ImmutableList<String> SHORT_DURATIONS =
      ImmutableList.of("5s", "3s", "10s", "30s", "1m");

  private Flags() {}

  static void addNames(Slot.FlagName slot, Proposals to) {
    for (Topic topic : LanguageReference.flags(slot.keyword())) {
      FlagSpec flag = KnownFlags.find(slot.keyword(), topic.name());
      if (flag != null && !slot.given().contains(flag.name())) {
        to.add(name(flag, slot.hasValue(), to)
            .topic(topic)
            .detail(since(flag))
            .separator(slot.typed() || to.word().isBegun() ? "" : " "));
      }
    }
  }

  private static Proposal name(FlagSpec flag, boolean hasValue, Proposals to) {
    String name = "--" + flag.name();
    String example = EXAMPLES.get(flag.name());
    if (flag.kind() == FlagSpec.Kind.BOOLEAN || example == null) {
      return Proposal.of(name, CompletionItemKind.Field);
    }
    if (!to.takesSnippets()) {
      return Proposal.of(name + "=", CompletionItemKind.Field).text(hasValue ? name : name + "=");
    }
    Proposal proposal = Proposal.of(name + "=" + example, CompletionItemKind.Field);
    return hasValue
        ? proposal.text(name)
        : proposal.snippet(name + "=" + placeholder(flag.name(), example));
  }

  private static String placeholder(String flag, String example) {
    return flag.equals("mount")
        ? "type=${1|cache,bind,secret,ssh,tmpfs|},target=${2:/path}"
        : "${1:" + example + "}";
  }

  private static String since(FlagSpec flag) {
    return flag.since().isEmpty() ? "" : "since " + flag.since();
  }

  static void addValues(Slot.FlagValue slot, Proposals to) {
    if (slot.flag().equals("platform")) {
      ImageVersions.addPlatforms(to);
    }
    String parent = slot.keyword().name() + " " + slot.flag();
    for (Topic topic : LanguageReference.topics(Topic.Kind.VALUE, parent)) {
      to.add(Proposal.of(topic, CompletionItemKind.EnumMember));
    }
    FlagSpec flag = KnownFlags.find(slot.keyword(), slot.flag());
    if (flag == null) {
      return;
    }
    addAll(flag.values(), to);
    switch (slot.flag()) {
      case "chmod" -> addAll(MODES, to);
      case "interval", "start-period" -> addAll(DURATIONS, to);
      case "timeout", "start-interval" -> addAll(SHORT_DURATIONS, to);
      case "retries" -> addAll(ImmutableList.of("3", "5", "10"), to);
      case "checksum" -> addAll(ImmutableList.of("sha256:"), to);
      default -> {}
    }
  }

  static void addAll(Iterable<String> values, Proposals to) {
    for (String value : values) {
      to.add(Proposal.of(value, CompletionItemKind.EnumMember));
    }
  }

  static void addOptions(Slot.OptionKey slot, Proposals to) {
    if (slot.flag().equals("device")) {
      for (Topic topic : LanguageReference.topics(Topic.Kind.DEVICE_KEY)) {
        to.add(option(topic, topic.name().equals("required"), slot));
      }
      return;
    }
    String type = slot.type();
    if (type == null && !slot.given().contains("type")) {
      for (Topic topic : LanguageReference.topics(Topic.Kind.MOUNT)) {
        String label = "type=" + topic.name();
        Proposal proposal = Proposal.of(label, CompletionItemKind.Property).topic(topic);
        to.add(slot.hasValue() ? proposal.text("type") : proposal);
      }
    }
    Topic target = LanguageReference.find(Topic.Kind.MOUNT_KEY, "cache", "target");
    if ("cache".equals(type) && !slot.hasValue() && target != null && !isGiven(target, slot)) {
      CacheMounts.addTargets("target=", false, to);
    }
    for (Topic topic : keys(type == null ? "bind" : type)) {
      if (!isGiven(topic, slot) && !topic.name().equals("type")) {
        to.add(option(topic, isWord(topic.name()), slot));
      }
    }
  }

  private static boolean isGiven(Topic key, Slot.OptionKey slot) {
    return slot.given().contains(key.name())
        || key.aliases().stream().anyMatch(slot.given()::contains);
  }

  /** What a mount can't do without comes first: a secret its id, all others their target. */
  private static Iterable<Topic> keys(String type) {
    ImmutableList<Topic> keys = LanguageReference.topics(Topic.Kind.MOUNT_KEY, type);
    Topic target = LanguageReference.find(Topic.Kind.MOUNT_KEY, type, "target");
    return target == null || type.equals("secret") || type.equals("ssh")
        ? keys
        : ImmutableSet.<Topic>builder().add(target).addAll(keys).build();
  }

  /** Whether an option of a mount may stand without a value. */
  private static boolean isWord(String key) {
    return key.equals("readonly") || key.equals("readwrite") || key.equals("required");
  }

  private static Proposal option(Topic topic, boolean word, Slot.OptionKey slot) {
    String text = word ? topic.name() : topic.name() + "=";
    return Proposal.of(text, CompletionItemKind.Property)
        .text(slot.hasValue() ? topic.name() : text)
        .topic(topic);
  }

  static void addMountValues(Slot.MountValue slot, Proposals to) {
    String key = canonical(slot);
    if (key.equals("type")) {
      for (Topic topic : LanguageReference.topics(Topic.Kind.MOUNT)) {
        to.add(Proposal.of(topic, CompletionItemKind.EnumMember));
      }
      return;
    }
    for (Topic topic : LanguageReference.topics(Topic.Kind.MOUNT_VALUE, slot.type() + " " + key)) {
      to.add(Proposal.of(topic, CompletionItemKind.EnumMember));
    }
    switch (key) {
      case "readonly", "readwrite", "required" -> addAll(ImmutableList.of("true", "false"), to);
      case "mode" -> addAll(OCTAL_MODES, to);
      case "id" -> {
        if (slot.type().equals("ssh")) {
          addAll(ImmutableList.of("default"), to);
        } else if (slot.type().equals("cache")) {
          CacheMounts.addIds(to);
        }
      }
      default -> {}
    }
  }

  private static String canonical(Slot.MountValue slot) {
    Topic topic = LanguageReference.find(Topic.Kind.MOUNT_KEY, slot.type(), slot.key());
    return topic == null ? slot.key() : topic.name();
  }
}
