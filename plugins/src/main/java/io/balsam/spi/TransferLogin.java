package io.balsam.spi;

/**
 * Login of a person to the service of a transfer, in two steps: {@link #link} is opened in a
 * browser anywhere, and {@link #complete} takes the code that the service shows there. Both steps
 * are made by the same object.
 */
public interface TransferLogin {

  /** Returns the address to open in a browser. */
  String link();

  /**
   * Ends the login and stores what it gave, for all processes of this user.
   *
   * @param code the code shown after the login; it is valid once, for a few minutes
   * @return what was done, in one line for people: as whom, and until when
   * @throws PluginException USER when the code is refused, TRANSIENT when there is no answer
   */
  String complete(String code);
}
