/** What a document points at outside of itself: files of the build context, pages on the web. */
@NullMarked
package dev.plimsoll.ide.links;

import org.jspecify.annotations.NullMarked;
