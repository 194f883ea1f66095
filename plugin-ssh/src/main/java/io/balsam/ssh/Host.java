package io.balsam.ssh;

/**
 * Host as ssh is given it.
 *
 * @param user empty for the one that ssh chooses
 * @param name name, alias of ssh's configuration or address
 * @param port 0 for the one that ssh chooses
 */
record Host(String user, String name, int port) {

  /** Returns {@code user@name}, as it is typed after {@code ssh}. */
  String typed() {
    return user.isEmpty() ? name : user + "@" + name;
  }

  /** Returns a text that differs for different hosts, and can be the name of a directory. */
  String label() {
    return port == 0 ? typed() : typed() + ":" + port;
  }
}
