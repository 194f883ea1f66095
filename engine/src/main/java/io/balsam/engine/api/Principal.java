package io.balsam.engine.api;

/**
 * Identity on whose behalf a command is executed. Whoever accepts a connection authenticates it; a
 * client cannot name its own.
 *
 * @param name name of the user: of the operating system's for the owner of a site, of the hub's for
 *     others; not blank, printable, at most {@value #LONGEST} characters
 */
public record Principal(String name) {

  private static final int LONGEST = 255;

  public Principal {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "'%s' is not a user name: write 1 to %d printable characters".formatted(name, LONGEST));
    }
  }

  /** Returns the user of the operating system who runs this process. */
  public static Principal local() {
    return new Principal(System.getProperty("user.name", "unknown"));
  }
}
