package dev.plimsoll.lint;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rule without running it.
 *
 * @param name in kebab case, unique; never changes once released
 * @param category what the rule is about
 * @param severity how its problems are shown unless a setting says otherwise: what happens if they are ignored
 * @param aliases the same rule's names in other tools; they work wherever the name does
 * @param documentation Markdown: why, then {@linkplain Example examples}
 * @param since the version of ours in which it came, such as {@code 0.1.0}
 * @param fix the best fix that it has
 * @param options what can be chosen about it
 * @param supersedes names of other rules: where this one reports an instruction, they have nothing to add
 * @param profiles the profiles that it is in, each with its severity there
 * @param needsBase whether it judges what the base image or the stages decide, so that it says nothing of a {@link Fragment}
 * @param forDeployment whether it judges what is deployed, so that it says nothing of a file that is for development
 * @param mayBeUnfinished whether the rest of an instruction may mend what is reported in it, so that an editor doesn't show
 *     it while the instruction is being typed
 */
public record RuleInfo(
    String name,
    Category category,
    Severity severity,
    ImmutableList<Alias> aliases,
    String documentation,
    String since,
    FixAvailability fix,
    ImmutableList<RuleOption<?>> options,
    ImmutableSet<String> supersedes,
    ImmutableMap<Profile, Severity> profiles,
    boolean needsBase,
    boolean forDeployment,
    boolean mayBeUnfinished) {

  /** A rule that is on by default, has no fix, and can't be configured. */
  public static RuleInfo of(
      String name, Category category, Severity severity, String documentation) {
    return new RuleInfo(
        name,
        category,
        severity,
        ImmutableList.of(),
        documentation,
        "",
        FixAvailability.NONE,
        ImmutableList.of(),
        ImmutableSet.of(),
        ImmutableMap.of(Profile.RECOMMENDED, severity, Profile.ALL, severity),
        false,
        false,
        false);
  }

  /** This rule with a name that it has in another tool. */
  public RuleInfo withAlias(Tool tool, String code) {
    Draft draft = new Draft(this);
    draft.aliases = append(aliases, new Alias(tool, code));
    return draft.done();
  }

  /** This rule, which came with a version of ours. */
  public RuleInfo since(String version) {
    Draft draft = new Draft(this);
    draft.since = version;
    return draft.done();
  }

  /** This rule, whose best fix may be applied without asking. */
  public RuleInfo withSafeFix() {
    Draft draft = new Draft(this);
    draft.fix = FixAvailability.SAFE;
    return draft.done();
  }

  /** This rule, whose fixes are for its author to decide on. */
  public RuleInfo withSuggestion() {
    Draft draft = new Draft(this);
    draft.fix = FixAvailability.SUGGESTION;
    return draft.done();
  }

  /** This rule with one more thing to choose. */
  public RuleInfo withOption(RuleOption<?> option) {
    Draft draft = new Draft(this);
    draft.options = append(options, option);
    return draft.done();
  }

  /** This rule, which runs only where somebody asks for it. */
  public RuleInfo offByDefault() {
    Map<Profile, Severity> others = new EnumMap<>(profiles);
    others.remove(Profile.RECOMMENDED);
    Draft draft = new Draft(this);
    draft.profiles = Maps.immutableEnumMap(others);
    return draft.done();
  }

  /** This rule as a part of a profile. */
  public RuleInfo in(Profile profile, Severity there) {
    Map<Profile, Severity> all = new EnumMap<>(profiles);
    all.put(profile, there);
    Draft draft = new Draft(this);
    draft.profiles = Maps.immutableEnumMap(all);
    return draft.done();
  }

  /**
   * This rule, which says it all where it reports an instruction: what other rules report there isn't shown.
   *
   * @param rules their names
   */
  public RuleInfo superseding(String... rules) {
    Draft draft = new Draft(this);
    draft.supersedes = ImmutableSet.copyOf(rules);
    return draft.done();
  }

  /** This rule, which says nothing where no FROM says what a file stands on. */
  public RuleInfo withBase() {
    Draft draft = new Draft(this);
    draft.needsBase = true;
    return draft.done();
  }

  /** This rule, which says nothing of a {@code Dockerfile.dev} and the like. */
  public RuleInfo forDeploymentOnly() {
    Draft draft = new Draft(this);
    draft.forDeployment = true;
    return draft.done();
  }

  /** This rule, whose problems an editor doesn't show in an instruction that is being typed: its rest may mend them. */
  public RuleInfo whenFinished() {
    Draft draft = new Draft(this);
    draft.mayBeUnfinished = true;
    return draft.done();
  }

  /** Whether the rule runs though nobody asks for it. */
  public boolean isOnByDefault() {
    return profiles.containsKey(Profile.RECOMMENDED);
  }

  /** Its severity in a profile, or null if it isn't in it. */
  public @Nullable Severity severity(Profile profile) {
    return profiles.get(profile);
  }

  /**
   * A name of a rule as names are compared: in any case of letters, and with or without the tool's name and a slash before
   * it, such as {@code hadolint/DL3009}.
   */
  public static String key(String name) {
    return Ascii.toLowerCase(name.substring(name.lastIndexOf('/') + 1));
  }

  /** Whether a name is the rule's own or one of its aliases. */
  public boolean isCalled(String given) {
    String key = key(given);
    return key.equals(name)
        || aliases.stream().anyMatch(alias -> key(alias.code()).equals(key));
  }

  /** All names in other tools, each once. */
  public ImmutableSet<String> codes() {
    ImmutableSet.Builder<String> codes = ImmutableSet.builder();
    for (Alias alias : aliases) {
      codes.add(alias.code());
    }
    return codes.build();
  }

  /** The first sentence of the documentation. */
  public String summary() {
    int end = documentation.indexOf("\n\n");
    return (end < 0 ? documentation : documentation.substring(0, end))
        .replace('\n', ' ')
        .strip();
  }

  private static <T> ImmutableList<T> append(ImmutableList<T> list, T last) {
    return ImmutableList.<T>builder().addAll(list).add(last).build();
  }

  /** What can be said of a rule after its name. */
  private static final class Draft {
    private final RuleInfo rule;
    private ImmutableList<Alias> aliases;
    private String since;
    private FixAvailability fix;
    private ImmutableList<RuleOption<?>> options;
    private ImmutableSet<String> supersedes;
    private ImmutableMap<Profile, Severity> profiles;
    private boolean needsBase;
    private boolean forDeployment;
    private boolean mayBeUnfinished;

    Draft(RuleInfo rule) {
      this.rule = rule;
      this.aliases = rule.aliases;
      this.since = rule.since;
      this.fix = rule.fix;
      this.options = rule.options;
      this.supersedes = rule.supersedes;
      this.profiles = rule.profiles;
      this.needsBase = rule.needsBase;
      this.forDeployment = rule.forDeployment;
      this.mayBeUnfinished = rule.mayBeUnfinished;
    }

    RuleInfo done() {
      return new RuleInfo(
          rule.name,
          rule.category,
          rule.severity,
          aliases,
          rule.documentation,
          since,
          fix,
          options,
          supersedes,
          profiles,
          needsBase,
          forDeployment,
          mayBeUnfinished);
    }
  }
}
