package dev.plimsoll.ide.hints;

/**
 * Which inlay hints are shown.
 *
 * @param images what FROM means once its variables have their values
 * @param variables the values of other words that have variables in them
 * @param directories where relative paths lead to, and the directory that a stage inherits
 * @param users the user that a stage inherits, and who runs the program where no USER stands near
 * @param sizes what base images weigh, and what of that ships
 */
public record InlayHintOptions(
    boolean images, boolean variables, boolean directories, boolean users, boolean sizes) {

  public static final InlayHintOptions ALL = new InlayHintOptions(true, true, true, true, true);

  /** These with one kind, named as its component is, turned on or off. */
  public InlayHintOptions with(String kind, boolean on) {
    return switch (kind) {
      case "images" -> new InlayHintOptions(on, variables, directories, users, sizes);
      case "variables" -> new InlayHintOptions(images, on, directories, users, sizes);
      case "directories" -> new InlayHintOptions(images, variables, on, users, sizes);
      case "users" -> new InlayHintOptions(images, variables, directories, on, sizes);
      case "sizes" -> new InlayHintOptions(images, variables, directories, users, on);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  boolean any() {
    return images || variables || directories || users || sizes;
  }

  // Asked for at the start, where what a record brings by itself would be linked.
  @Override
  public boolean equals(Object other) {
    return other instanceof InlayHintOptions that
        && images == that.images
        && variables == that.variables
        && directories == that.directories
        && users == that.users
        && sizes == that.sizes;
  }

  @Override
  public int hashCode() {
    return (images ? 1 : 0)
        + (variables ? 2 : 0)
        + (directories ? 4 : 0)
        + (users ? 8 : 0)
        + (sizes ? 16 : 0);
  }
}
