package dev.plimsoll.image;

import com.google.common.collect.ImmutableList;

/**
 * Tags of a repository.
 *
 * @param tags in the order of the registry: of Docker Hub the last pushed first, of others the oldest or the alphabet
 * @param complete whether these are all that begin with what was asked for; false where there were more than were wanted, or
 *     more than could be asked for in the time
 */
public record TagList(ImmutableList<RepositoryTag> tags, boolean complete) {}
