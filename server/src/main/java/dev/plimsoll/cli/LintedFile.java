package dev.plimsoll.cli;

import com.google.common.collect.ImmutableList;
import dev.plimsoll.cli.BaseImages.BaseImage;
import dev.plimsoll.lint.FixAll;
import dev.plimsoll.lint.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of one file.
 *
 * @param before the file as it was read
 * @param after the file with its safe fixes, if it is to have them; the problems are of this one
 * @param repair what fixes it got, or would get; null where nobody asked
 */
record LintedFile(
    Source before,
    Source after,
    FixAll.@Nullable Outcome repair,
    ImmutableList<Problem> problems,
    ImmutableList<BaseImage> images) {}
