package io.balsam.cli

import io.balsam.cli.term.Io
import java.nio.file.Files
import java.nio.file.Path

/** A terminal without a process: runs command lines and keeps what they print. */
class Shell {

  final Path directory
  final Map<String, String> environment
  boolean terminal = false
  int columns = 120
  String typed = 'balsam'
  String out = ''
  String err = ''

  Shell(Path directory, Map<String, String> more = [:]) {
    this.directory = directory.toRealPath()
    this.environment = [PATH: System.getenv('PATH'), HOME: directory.toString(),
        BALSAM_HOME: HOME.toString()] + more
  }

  /** A home with the plugin of this clone, as the compiler left it. */
  private static final Path HOME = home()

  private static Path home() {
    def plugin = Path.of('../plugin-local/target/classes').toRealPath()
    def link = Path.of('target/home/plugins/local').toAbsolutePath()
    Files.createDirectories(link.parent)
    Files.deleteIfExists(link)
    Files.createSymbolicLink(link, plugin)
    return link.parent.parent
  }

  /** Runs the words, and returns the exit code. */
  int balsam(Object... words) {
    def outBytes = new ByteArrayOutputStream()
    def errBytes = new ByteArrayOutputStream()
    def io = new Io(new PrintStream(outBytes, true), new PrintStream(errBytes, true),
        environment, directory, terminal, columns, true, typed)
    def code = Main.run(words*.toString(), io)
    out = outBytes.toString()
    err = errBytes.toString()
    return code
  }

  List<String> lines() {
    out.readLines()
  }

  @Override
  String toString() {
    "$out$err"
  }
}
