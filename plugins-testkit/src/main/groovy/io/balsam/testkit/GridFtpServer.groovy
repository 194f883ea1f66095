package io.balsam.testkit

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit

/** A real GridFTP server on a port of this machine, which anybody may use. */
class GridFtpServer implements Closeable {

  private static final String SERVER = 'globus-gridftp-server'

  final int port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
  private final Path folder
  private final String user
  private Process process

  private GridFtpServer(Path folder, String user) {
    this.folder = folder
    this.user = user
  }

  /** Starts it, also after it was killed, on the same port. */
  void serve() {
    def root = System.getProperty('user.name') == 'root'
    def anonymous = root ? ['-anonymous-user', user, '-anonymous-group', new ProcessBuilder('id', '-gn', user).start().inputReader().readLine(), '-allow-root'] : []
    process = new ProcessBuilder([program(SERVER), '-no-detach', '-aa', *anonymous, '-anonymous-names-allowed', '*', '-control-interface', '127.0.0.1',
                                  '-data-interface', '127.0.0.1', '-p', port as String, '-log-level', 'WARN,ERROR', '-l', folder.resolve('gridftp.log') as String])
        .redirectErrorStream(true).redirectOutput(folder.resolve('gridftp.out').toFile()).start()
    while (!answers()) {
      assert process.alive: folder.resolve('gridftp.out').text
      process.waitFor(50, TimeUnit.MILLISECONDS)
    }
  }

  private boolean answers() {
    try {
      new Socket(InetAddress.loopbackAddress, port).close()
      true
    } catch (IOException ignored) {
      false
    }
  }

  /** Kills it and its connections. */
  void kill() {
    def all = process.descendants().toList()
    process.destroyForcibly().waitFor()
    all.each { it.destroyForcibly() }
  }

  static GridFtpServer start(String user = System.getProperty('user.name')) {
    def server = new GridFtpServer(Files.createTempDirectory('gridftp'), user)
    server.serve()
    server
  }

  /** Returns what is not installed. */
  static List<String> missing() {
    def lacking = [SERVER, 'globus-url-copy'].findAll { !program(it) }
    if (lacking) {
      println "skipped, GridFTP: no ${lacking.join(', ')} (Debian: globus-gridftp-server-progs globus-gass-copy-progs)"
    }
    lacking
  }

  private static String program(String name) {
    "${System.getenv('PATH')}:/usr/sbin".split(':').collect { Path.of(it, name) }.find { Files.isExecutable(it) }
  }

  String getAddress() { "ftp://127.0.0.1:$port" }

  /** A path of this machine as a URL of the server. */
  String url(Path path) { address + new URI(null, null, path.toString(), null).rawPath }

  @Override
  void close() {
    kill()
    folder.toFile().deleteDir()
  }
}
