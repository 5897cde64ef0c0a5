package dev.plimsoll.server;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of every folder. Immutable; replaced whole.
 *
 * @param general those of documents that are in no folder, and of folders that have not told theirs
 * @param ofFolders by the URI of the folder
 * @param folders those that are open
 */
record FolderSettings(
    Settings general, ImmutableMap<String, Settings> ofFolders, WorkspaceFolders folders) {

  /** One set of settings for all. */
  FolderSettings with(Settings general) {
    return new FolderSettings(general, ImmutableMap.of(), folders);
  }

  FolderSettings with(Settings general, ImmutableMap<String, Settings> ofFolders) {
    return new FolderSettings(general, ofFolders, folders);
  }

  /** The same settings while other folders are open. */
  FolderSettings with(WorkspaceFolders folders) {
    return new FolderSettings(general, ofFolders, folders);
  }

  /** The settings of the innermost folder that a document is in and that has told them. */
  Settings of(String document) {
    if (ofFolders.isEmpty()) {
      return general;
    }
    ImmutableList.Builder<String> known = ImmutableList.builder();
    for (String uri : folders.uris()) {
      if (ofFolders.containsKey(uri)) {
        known.add(uri);
      }
    }
    String folder = new WorkspaceFolders(known.build()).innermost(document);
    Settings settings = folder == null ? null : ofFolders.get(folder);
    return settings == null ? general : settings;
  }

  @Nullable String folderOf(String document) {
    return folders.innermost(document);
  }
}
