package io.balsam.testkit

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.util.concurrent.TimeUnit

/**
 * A real sshd on loopback, with keys, a client configuration and a home of its own: what the account
 * has in its ~/.ssh and ~/.bashrc is neither read nor written.
 */
class Sshd implements Closeable {

  private static final List<String> DIRECTORIES = System.getenv('PATH').split(':').toList() + ['/usr/sbin', '/usr/lib/openssh', '/usr/libexec/openssh']

  final Path folder = Files.createTempDirectory('sshd')
  final int port = new ServerSocket(0, 1, InetAddress.loopbackAddress).withCloseable { it.localPort }
  private final Map<String, String> environment
  private Process process

  /** Programs without which there is no sshd here; empty when all is there. */
  static List<String> missing(String... more) {
    (['sshd', 'ssh', 'ssh-keygen', 'sftp-server'] + more.toList()).findAll { !find(it) }
  }

  /** @param environment variables of whatever it runs */
  static Sshd start(Map<String, String> environment = [:]) {
    def sshd = new Sshd(environment)
    sshd.serve()
    sshd
  }

  private Sshd(Map<String, String> environment) {
    this.environment = [HOME: "$folder/home", TMPDIR: "$folder/home"] + environment
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString('rwxr-xr-x'))
    Files.createDirectory(folder.resolve('home'))
    key('host')
    key('client')
    key('stranger')
    folder.resolve('known_hosts').text = "testhost ${folder.resolve('host.pub').text.split(' ')[0..1].join(' ')}\n"
    folder.resolve('changed_hosts').text = "testhost ${folder.resolve('stranger.pub').text.split(' ')[0..1].join(' ')}\n"
    folder.resolve('no_hosts').text = ''
    config('ssh_config', 'client', 'known_hosts')
    config('unknown_config', 'client', 'no_hosts')
    config('changed_config', 'client', 'changed_hosts')
    config('refused_config', 'stranger', 'known_hosts')
  }

  /** Starts it, also after it was killed: same port, same keys. */
  void serve() {
    if (System.getProperty('user.name') == 'root') {
      Files.createDirectories(Path.of('/run/sshd'))
    }
    folder.resolve('sshd_config').text = """\
        Port $port
        ListenAddress 127.0.0.1
        HostKey $folder/host
        PidFile none
        AuthorizedKeysFile $folder/client.pub
        StrictModes no
        UsePAM ${System.getProperty('user.name') == 'root' ? 'yes' : 'no'}
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        PermitRootLogin prohibit-password
        UseDNS no
        MaxStartups 200
        MaxSessions 200
        SetEnv ${environment.collect { "$it.key=$it.value" }.join(' ')}
        Subsystem sftp ${find('sftp-server')}
        """.stripIndent()
    process = new ProcessBuilder(find('sshd'), '-D', '-f', "$folder/sshd_config", '-E', "$folder/log").start()
    while (!answers()) {
      assert process.alive: folder.resolve('log').text
      process.waitFor(50, TimeUnit.MILLISECONDS)
    }
  }

  private boolean answers() {
    try {
      new Socket(InetAddress.loopbackAddress, port).withCloseable { it.inputStream.read() > 0 }
    } catch (IOException ignored) {
      false
    }
  }

  /** Kills it and its connections. Programs that it has started find their pipes closed. */
  void kill() {
    def all = process.descendants().toList().findAll { it.info().command().orElse('').endsWith('sshd') }
    process.destroyForcibly().waitFor()
    all.each { it.destroyForcibly() }
  }

  /** How many connections it has let in. */
  int connections() { folder.resolve('log').readLines().count { it.startsWith('Accepted ') } }

  @Override
  void close() {
    kill()
    folder.toFile().deleteDir()
  }

  /** The command that reaches it, for the setting of that name. */
  List<String> ssh(String config = 'ssh_config') { ['ssh', '-F', "$folder/$config".toString()] }

  /** A file of the host, which is this machine. */
  static String url(Path path) {
    'ssh://testhost' + path.toString().getBytes('UTF-8').collect { byte b ->
      def c = (b & 0xff) as char
      c ==~ /[\w\/.-]/ ? c : String.format('%%%02X', b)
    }.join('')
  }

  private void key(String name) {
    def keygen = new ProcessBuilder('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', "test $name", '-f', "$folder/$name").start()
    assert keygen.waitFor() == 0
  }

  private void config(String name, String key, String hosts) {
    folder.resolve(name).text = """\
        Host testhost
          HostName 127.0.0.1
          HostKeyAlias testhost
          Port $port
          IdentityFile $folder/$key
          IdentitiesOnly yes
          UserKnownHostsFile $folder/$hosts
          GlobalKnownHostsFile /dev/null
          StrictHostKeyChecking yes
        """.stripIndent()
  }

  static String find(String program) {
    DIRECTORIES.collect { Path.of(it, program) }.find { Files.isExecutable(it) }?.toString()
  }
}
