package io.balsam.engine.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Owner and permissions of a file.
 *
 * @param path the file
 * @param uid its owner, as the kernel's unsigned number in an int
 * @param mode type and permissions
 */
record Holder(Path path, int uid, int mode) {

  private static final int TYPE = 0170000;
  private static final int LINK = 0120000;
  private static final int DIRECTORY = 0040000;
  private static final int STICKY = 01000;
  private static final int GROUP_WRITES = 0020;
  private static final int OTHERS_WRITE = 0002;
  private static final int OTHERS_ENTER = 0011;
  private static final int PERMISSIONS = 07777;

  private static final Path GROUPS = Path.of("/etc/group");

  /** Returns those of the file itself, even if it is a link. */
  static Holder of(Path path) throws IOException {
    Map<String, Object> all =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    return new Holder(
        path,
        (int) Objects.requireNonNull(all.get("uid")),
        (int) Objects.requireNonNull(all.get("mode")));
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /** Returns whether users cannot remove or rename each other's files in it. */
  boolean isSticky() {
    return (mode & TYPE) == DIRECTORY && (mode & STICKY) != 0;
  }

  boolean othersEnter() {
    return (mode & OTHERS_ENTER) != 0;
  }

  boolean everyoneWrites() {
    return !isLink() && (mode & OTHERS_WRITE) != 0;
  }

  /** Returns whether users other than its owner may change it through a group. */
  boolean groupWrites() throws IOException {
    return !isLink() && (mode & GROUP_WRITES) != 0 && !privateGroup();
  }

  /**
   * Returns whether the group is named after the user and has no other member, as on systems with
   * umask 002.
   */
  private boolean privateGroup() throws IOException {
    PosixFileAttributes names = names();
    String group = names.group().getName();
    return group.equals(names.owner().getName()) && othersIn(group).isEmpty();
  }

  private static List<String> othersIn(String group) throws IOException {
    if (!Files.isReadable(GROUPS)) {
      return List.of();
    }
    return Files.readAllLines(GROUPS).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 3 && fields[0].equals(group))
        .flatMap(fields -> List.of(fields[3].split(",")).stream())
        .filter(member -> !member.isBlank() && !member.equals(group))
        .toList();
  }

  String owner() throws IOException {
    return names().owner().getName();
  }

  String group() throws IOException {
    return names().group().getName();
  }

  private PosixFileAttributes names() throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns the permissions in the notation of {@code chmod}. */
  String permissions() {
    return "mode 0%o".formatted(mode & PERMISSIONS);
  }
}
