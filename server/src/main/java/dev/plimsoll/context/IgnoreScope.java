package dev.plimsoll.context;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * One folder of the build context, with what the patterns of .dockerignore made of it and the folders above. Docker walks
 * down and remembers which patterns matched on the way, asking each only where its answer would change something; so
 * does this, because that decides some cases otherwise than a look at the path alone.
 */
public final class IgnoreScope {

  private final IgnoreFile file;

  /** Of the folder, with a slash at its end; empty for the root. */
  private final String prefix;

  /** The patterns that matched the folder or one above. */
  private final BitSet matched;

  private final Verdict verdict;
  private final BooleanSupplier over;

  private IgnoreScope(
      IgnoreFile file, String prefix, BitSet matched, Verdict verdict, BooleanSupplier over) {
    this.over = over;
    this.file = file;
    this.prefix = prefix;
    this.matched = matched;
    this.verdict = verdict;
  }

  static IgnoreScope root(IgnoreFile file, BooleanSupplier over) {
    return new IgnoreScope(file, "", new BitSet(), Verdict.VISIBLE, over);
  }

  /** What became of this folder itself. */
  public Verdict verdict() {
    return verdict;
  }

  /** A folder in this one. */
  public IgnoreScope inside(String name) {
    BitSet here = new BitSet();
    Verdict its = judge(name, true, here);
    return new IgnoreScope(file, prefix.concat(name).concat("/"), here, its, over);
  }

  /** What becomes of a file or a folder in this one. */
  public Verdict verdict(String name, boolean folder) {
    return judge(name, folder, new BitSet());
  }

  private Verdict judge(String name, boolean folder, BitSet here) {
    if (verdict.closed()) {
      return new Verdict(true, verdict.pattern(), folder);
    }
    ImmutableList<IgnorePattern> patterns = file.patterns();
    String path = prefix.concat(name);
    boolean ignored = false;
    IgnorePattern decisive = null;
    for (int i = 0; i < patterns.size(); i++) {
      IgnorePattern pattern = patterns.get(i);
      boolean matches = matched.get(i);
      if (!matches && pattern.exception() == ignored) {
        matches = !(pattern.glob().isCostly() && over.getAsBoolean())
            && pattern.glob().matches(path);
      }
      if (matches) {
        here.set(i);
        decisive = pattern;
        ignored = !pattern.exception();
      }
    }
    return new Verdict(ignored, decisive, folder && ignored && isClosed(path));
  }

  /** Docker doesn't look into an ignored folder when the texts of the exceptions tell that none is about what is in it. */
  private boolean isClosed(String folder) {
    if (!file.hasExceptions()) {
      return true;
    }
    for (IgnorePattern pattern : file.patterns()) {
      if (pattern.exception() && (!file.exceptionsArePlain() || pattern.leadsInto(folder))) {
        return false;
      }
    }
    return true;
  }
}
