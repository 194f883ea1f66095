package io.balsam.cli

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

class SiteTrustSpec extends Specification {

  static final int OTHER = 4711

  @TempDir Path dir
  Path site
  Path below

  def setup() {
    site = Files.createDirectories(dir.resolve('site'))
    below = Files.createDirectories(site.resolve('deep/down'))
    Files.writeString(site.resolve('settings.yml'), 'cores: 2\n')
    Files.createDirectories(site.resolve('plugins'))
    Files.createFile(site.resolve('plugins/.balsam-plugins'))
    Files.createDirectories(site.resolve('.balsam'))
    mode('rwxr-xr-x', site, below, below.parent, site.resolve('plugins'), site.resolve('.balsam'))
    mode('rw-r--r--', site.resolve('settings.yml'))
    Files.writeString(below.resolve('x.groovy'), "app('a') { command 'true' }\njob('a') {}\n")
  }

  def "a directory above the working directory that everyone may change is refused by all commands: #name"() {
    given:
    Files.setPosixFilePermissions(site.resolve(name), PosixFilePermissions.fromString(all))

    expect:
    refused(words).contains("can be changed by everyone (mode ")
    shell.err.contains("chmod ")
    shell.err.contains("'safe_sites: [${shell.directory.parent.parent}]' into ")

    where:
    name           | all         | words
    'settings.yml' | 'rw-rw-rw-' | ['runs']
    'settings.yml' | 'rw-rw-rw-' | ['lint', 'x.groovy']
    'settings.yml' | 'rw-rw-rw-' | ['config', 'show']
    'plugins'      | 'rwxrwxrwx' | ['plugins', 'ls']
    'plugins'      | 'rwxrwxrwx' | ['job', 'ls']
    '.balsam'      | 'rwxrwxrwx' | ['events']
    '.balsam'      | 'rwxrwxrwx' | ['run', 'x.groovy']
    '.'            | 'rwxrwxrwx' | ['runs']
  }

  def "a file inside is refused as the directory is: #file"() {
    given:
    def path = site.resolve(file)
    Files.createDirectories(path.parent)
    Files.writeString(path, '')
    mode('rw-rw-rw-', path)

    expect:
    refused(['runs']).contains("$file of ")

    where:
    file << ['plugins/x/classes/X.class', 'plugins/y.jar', '.balsam/owner.json', '.balsam/balsam.mv.db', '.balsam/agent.pid']
  }

  def "a record in a directory that no one else can enter is trusted whatever the modes of its files"() {
    given:
    mode('rwx------', site.resolve('.balsam'))
    Files.writeString(site.resolve('.balsam/start.lock'), '')
    mode('rw-rw-rw-', site.resolve('.balsam/start.lock'))

    expect:
    shell.balsam('runs') == 0
  }

  def "a directory above that everyone may change is refused unless it is sticky, as /tmp is"() {
    given:
    mode('rwxrwxrwx', dir)

    expect:
    refused(['runs']).contains("$dir of ")

    when:
    Files.setAttribute(dir, 'unix:mode', 01777)

    then:
    shell.balsam('runs') == 0
  }

  def "a run is not started where everyone may put settings and plugins"() {
    given:
    def open = Files.createDirectory(dir.resolve('open'))
    mode('rwxrwxrwx', open)
    def script = below.resolve('x.groovy')
    def there = new Shell(open)

    expect:
    there.balsam('runs') == 0
    there.balsam('lint', script) == 0
    there.balsam('run', script) == 2
    there.err.contains("$there.directory of ")
    !Files.exists(open.resolve('.balsam'))
  }

  def "doctor reports it among its other checks, and examines the site no further"() {
    given:
    mode('rw-rw-rw-', site.resolve('settings.yml'))

    expect:
    shell.balsam('doctor') == 3
    shell.out.contains('FAIL site ')
    !shell.out.contains('plugins  ')
  }

  def "a site that the user lists is trusted: #entry in #where"() {
    given:
    mode('rw-rw-rw-', site.resolve('settings.yml'))
    def text = entry.replace('DIR', dir.toRealPath().toString())
    def environment = [:]
    if (where == 'environment') {
      environment.BALSAM_SAFE_SITES = text
    } else {
      Files.createDirectories(below.resolve('.config/balsam'))
      Files.writeString(below.resolve('.config/balsam/settings.yml'), "safe_sites: ['$text']\n")
    }
    def shell = new Shell(below, environment)

    expect:
    shell.balsam('runs') == code

    where:
    entry        | where         || code
    'DIR/site'   | 'file'        || 0
    'DIR/site/'  | 'file'        || 0
    'DIR/site'   | 'environment' || 0
    '/x:DIR/site'| 'environment' || 0
    'DIR/*'      | 'file'        || 0
    '*'          | 'file'        || 0
    '*'          | 'environment' || 0
    'DIR'        | 'file'        || 2
    'DIR/site/*' | 'file'        || 2
    '/x'         | 'environment' || 2
  }

  def "a site cannot declare itself trusted"() {
    given:
    Files.writeString(site.resolve('settings.yml'), "safe_sites: ['*']\n")

    expect:
    shell.balsam('config', 'show') == 2
    shell.err.contains('settings.yml:1:13: safe_sites: a site cannot say whom you trust: set it in ')
  }

  def "the user's own settings are read only if they are the user's own"() {
    given:
    def file = below.resolve('.config/balsam/settings.yml')
    Files.createDirectories(file.parent)
    Files.writeString(file, "safe_sites: ['*']\n")
    mode('rw-rw-rw-', file)

    expect:
    shell.balsam('config', 'show') == 2
    shell.err.contains("settings.yml of ")
    shell.err.contains("chmod go-w")
  }

  def "a relative #variable is not taken for a directory of the user"() {
    given:
    Files.createDirectories(below.resolve('here/balsam'))
    Files.writeString(below.resolve('here/balsam/settings.yml'), 'cores: 77\n')

    expect:
    new Shell(below, [(variable): 'here', HOME: '']).tap { balsam('config', 'show', '--json') }.out.contains('"77"') == false

    where:
    variable << ['XDG_CONFIG_HOME', 'XDG_STATE_HOME']
  }

  @Requires(value = { new File('/proc/self').toPath().with { Files.getAttribute(it, 'unix:uid') == 0 } }, reason = 'only root can give files away')
  def "what belongs to another user is refused: #name"() {
    given:
    Files.setAttribute(site.resolve(name), 'unix:uid', OTHER)

    expect:
    refused(['runs']).contains("belongs to $OTHER (mode 0")

    and: 'but not to root when that user called sudo'
    new Shell(below, [SUDO_UID: OTHER.toString()]).balsam('runs') == 0

    where:
    name << ['.', '.balsam', 'settings.yml', 'plugins']
  }

  @Requires(value = { new File('/proc/self').toPath().with { Files.getAttribute(it, 'unix:uid') == 0 } }, reason = 'only root can give files away')
  def "a link is judged by its target"() {
    given:
    def elsewhere = Files.createDirectory(dir.resolve('elsewhere'))
    Files.move(site.resolve('plugins/.balsam-plugins'), elsewhere.resolve('.balsam-plugins'))
    Files.setAttribute(elsewhere, 'unix:uid', OTHER)
    Files.delete(site.resolve('plugins'))
    Files.createSymbolicLink(site.resolve('plugins'), elsewhere)

    expect:
    refused(['runs']).contains("${elsewhere.toRealPath()} belongs to $OTHER")
  }

  @Requires(value = { new File('/proc/self').toPath().with { Files.getAttribute(it, 'unix:uid') == 0 } }, reason = 'only root can give files away')
  def "a site that a group with other members can change is refused, one of the user's own group is not"() {
    given:
    mode('rwxrwxr-x', site)

    expect: 'root has a group of its name, as users of systems with umask 002 have'
    shell.balsam('runs') == 0

    when:
    Files.setAttribute(site, 'unix:gid', OTHER)

    then:
    refused(['runs']).contains("can be changed by its group $OTHER (mode 0775)")
  }

  def "plugins for all sites are checked in the same way"() {
    given:
    def home = Files.createDirectories(dir.resolve('home/plugins'))
    mode('rwxrwxrwx', home)

    expect:
    new Shell(below, [BALSAM_HOME: home.parent.toString()]).balsam('plugins', 'ls') == 2
  }

  private Shell getShell() { made ?: (made = new Shell(below)) }

  private Shell made

  private String refused(List<String> words) {
    assert shell.balsam(*words) == 2
    assert shell.err.readLines().size() == 1
    assert shell.err.contains(' is not used, since settings and plugins can run code: ')
    shell.err
  }

  private static void mode(String text, Path... paths) {
    paths.each { Files.setPosixFilePermissions(it, PosixFilePermissions.fromString(text)) }
  }
}
