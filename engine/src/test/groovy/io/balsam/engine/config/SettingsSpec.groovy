package io.balsam.engine.config

import io.balsam.spi.PluginConfig
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification
import spock.lang.TempDir

class SettingsSpec extends Specification {

  @TempDir Path dir

  def "the source with the highest precedence wins: #wins"() {
    given:
    if ('user' in places) userFile.text = 'cores: 1\n'
    if ('site' in places) siteFile.text = '\ncores: 2\n'
    def environment = 'environment' in places ? [BALSAM_CORES: '3'] : [:]
    def flags = 'flag' in places ? [(Setting.CORES): '4'] : [:]

    when:
    def value = Settings.read(flags, environment, siteFile, userFile).value(Setting.CORES)

    then:
    value.text() == text
    value.origin() == origin.replace('DIR', dir.toString())

    where:
    wins          | places                                  || text | origin
    'default'     | []                                      || '0'  | 'default'
    'user file'   | ['user']                                || '1'  | 'DIR/user.yml:1:8'
    'site file'   | ['user', 'site']                        || '2'  | 'DIR/settings.yml:2:8'
    'environment' | ['user', 'site', 'environment']         || '3'  | 'BALSAM_CORES'
    'flag'        | ['user', 'site', 'environment', 'flag'] || '4'  | '--cores'
  }

  def "a mistake in a file is reported with its position: #what"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message == "$siteFile:$message"

    where:
    what              | text                                  || message
    'unknown key'     | 'cores: 1\ncorez: 2\n'                || "2:1: unknown key 'corez': did you mean 'cores'?"
    'nothing near'    | 'zzzzzzzz: 2\n'                       || "1:1: unknown key 'zzzzzzzz': see 'balsam config show' for all keys"
    'a module\'s key'  | 'keep_days: 3\n'                         || "1:1: unknown key 'keep_days': it belongs below 'service_modules: file_cleaner'"
    'a module'        | 'file_cleaner: {}\n'                     || "1:1: unknown key 'file_cleaner': it belongs below 'service_modules'"
    'near a module'   | 'transfers: {}\n'                    || "1:1: unknown key 'transfers': did you mean 'transfer' below 'service_modules'?"
    'wrong number'    | 'cores: many\n'                       || "1:8: cores: must be a whole number of at least 0, not 'many'"
    'negative number' | 'cores: -1\n'                         || "1:8: cores: must be a whole number of at least 0, not '-1'"
    'too small'       | 'hook_threads: 0\n'                   || "1:15: hook_threads: must be a whole number from 1 to 10000, not '0'"
    'not seconds'     | 'kill_grace: soon\n'                  || "1:13: kill_grace: must be a number of seconds from 0 to 3600, not 'soon'"
    'no lease'        | 'lease: 0\n'                          || "1:8: lease: must be a number of seconds from 1 to 86400, not '0'"
    'a short lease'   | 'lease: 0.5\n'                        || "1:8: lease: must be a number of seconds from 1 to 86400, not '0.5'"
    'a long grace'    | 'kill_grace: 100000\n'                || "1:13: kill_grace: must be a number of seconds from 0 to 3600, not '100000'"
    'a huge time'     | 'launcher_idle: 99999999999\n'        || "1:16: launcher_idle: must be a number of seconds from 0 to 999999999, not '99999999999'"
    'many threads'    | 'hook_threads: 100000000\n'           || "1:15: hook_threads: must be a whole number from 1 to 10000, not '100000000'"
    'a large cache'   | 'launcher_cache: 100000000\n'         || "1:17: launcher_cache: must be a whole number from 1 to 1000, not '100000000'"
    'a list'          | 'db: [a, b]\n'                        || '1:5: db: must be a string'
    'no mapping'      | '- a\n'                               || "1:1: must be lines of the form 'key: value'"
    'unknown kind'    | 'plugins:\n  runer:\n    mpirun: {}\n'|| "2:3: plugins: unknown kind 'runer': did you mean 'runner'?"
    'no block'        | 'plugins:\n  runner: mpirun\n'        || "2:11: plugins: runner: must be a block of 'key: value' lines"
  }

  def "invalid YAML is reported in plain words: #what"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.readLines()*.replace("$siteFile:", '') == lines

    where:
    what                     | text                                         || lines
    'tabs'                   | 'plugins:\n\trunner:\n\t\tmpirun:\n# \tx\n'  || ['2:1: a tab: YAML allows only spaces; indent this line with spaces',
                                                                                '3:1: a tab: YAML allows only spaces; indent this line with spaces']
    'a tab behind a key'     | 'cores:\t3\n'                                || ['1:7: a tab: YAML allows only spaces']
    'between two levels'     | 'plugins:\n  runner:\n    mpirun: {}\n   plain: {}\n' ||
        ['4:4: indented by 3, where 4 (as line 3) or 2 (as line 2) or 0 (as line 1) would be right: all keys of a block begin in the same column']
    'too far in'             | 'cores: 1\n\n# x\n  gpus: 0\n'               || ['4:3: indented by 2, where 0 (as line 1) would be right: all keys of a block begin in the same column']
    'no colon'               | 'gpus: 0\ncores 1\n'                         || ["2:1: 'cores 1' is not 'key: value': end the key with ':' and a space"]
    'no colon at the end'    | 'cores: 1\ngpus\n'                           || ["2:1: 'gpus' is not 'key: value': end the key with ':' and a space"]
    'no blank'               | 'gpus: 0\ncores:1\nlease: 3\n'               || ["2:1: 'cores:1' is not 'key: value': end the key with ':' and a space"]
    'two colons'             | 'name: a: b\n'                               || ["1:8: a second ':' in one value: put the value in quotes"]
    'an open quote'          | 'name: "lab\ncores: 1\n'                     || ['1:7: the quotation mark that begins here is never closed']
    'one closed by another'  | 'name: "lab\ncores: 1\ndb: "x"\n'            || ['1:7: the quotation mark that begins here is never closed']
    'an open bracket'        | 'plugins: {runner: {}\ncores: 1\n'           || ["1:10: the '{' that begins here is never closed"]
    'a reserved character'   | 'name: @lab\n'                               || ["1:7: a value that begins with '@' needs quotes"]
    'an unknown escape'      | 'name: "\\q"\n'                              || ['1:9: while scanning a double-quoted scalar: found unknown escape character q(113)']
    'two documents'          | 'cores: 1\n---\ngpus: 0\n'                   || ["3:1: a second document begins here: remove the line '---'"]
  }

  def "mistakes before invalid YAML are reported too, and so are those of the other file"() {
    given:
    userFile.text = 'corez: 1\n'
    siteFile.text = 'gpuz: 1\n\tx: 1\n'

    when:
    Settings.read([:], [BALSAM_LEASE: 'y'], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.readLines()*.replaceAll(/.*?(user|settings).yml/, '$1')*.replaceAll(/: (must|unknown|a tab).*/, '') ==
        ['user:1:1', 'settings:1:1', 'settings:2:1', 'BALSAM_LEASE']
  }

  def "a key that is written twice is refused, since one of the two would be lost"() {
    given:
    siteFile.text = 'cores: 1\ncores: 2\n'

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.startsWith("$siteFile:2:")
    e.message.toLowerCase().contains("duplicate")
  }

  def "the older name of a key is understood in #where, and the present one wins"() {
    given:
    siteFile.text = text

    when:
    def value = Settings.read([:], environment, siteFile, userFile).value(Setting.CORES)

    then:
    [value.text(), value.origin().replace(siteFile.toString(), 'FILE')] == [cores, origin]

    where:
    where           | text         | environment                          || cores | origin
    'a file'        | 'slots: 5\n' | [:]                                  || '5'   | 'FILE:1:8'
    'a variable'    | ''           | [BALSAM_SLOTS: '6']                  || '6'   | 'BALSAM_SLOTS'
    'two variables' | ''           | [BALSAM_SLOTS: '6', BALSAM_CORES: '7'] || '7' | 'BALSAM_CORES'
  }

  def "a key and its older name in one file are refused, since one of the two would be lost: #text"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message == "$siteFile:2:1: $why"

    where:
    text                    || why
    'cores: 1\nslots: 2\n' || "'slots' is the same setting as 'cores': keep one of them"
    'slots: 1\ncores: 2\n' || "'cores' is the same setting as 'slots': keep one of them"
  }

  def "a wrong value is reported with the #where that set it"() {
    when:
    Settings.read(flags, environment, siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message == "$where: must be a whole number of at least 0, not 'x'"

    where:
    where          | flags                  | environment
    '--cores'      | [(Setting.CORES): 'x'] | [:]
    'BALSAM_CORES' | [:]                    | [BALSAM_CORES: 'x']
  }

  def "blocks of plugins pass through as they are, the site's keys over the user's"() {
    given:
    userFile.text = 'plugins:\n  runner:\n    mpirun: {program: mpiexec, flags: [-v]}\n'
    siteFile.text = 'plugins:\n  runner:\n    mpirun:\n      program: /opt/mpirun\n  nodes:\n'

    expect:
    Settings.read([:], [:], siteFile, userFile).plugins() ==
        [(ProviderKind.RUNNER): [mpirun: [program: '/opt/mpirun', flags: ['-v']]]]
  }

  def "all mistakes in both files, the environment and the options are reported at once"() {
    given:
    userFile.text = 'corez: 1\n'
    siteFile.text = 'hook_threads: 0\nplugins:\n  runer: {}\nservice_modules: 3\n'

    when:
    Settings.read([(Setting.GPUS): 'x'], [BALSAM_LEASE: 'y'], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.readLines()*.replaceAll(/.*?(user|settings).yml/, '$1')*.replaceAll(/: (must|unknown|did).*/, '') ==
        ['user:1:1', 'settings:1:15: hook_threads', 'settings:3:3: plugins', 'settings:4:18: service_modules', 'BALSAM_LEASE', '--gpus']
  }

  def "a secret is refused wherever it is: #key"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.startsWith("$siteFile:$place: $key: secrets do not belong in settings: ")

    where:
    key                          | text                                                         || place
    'token'                      | 'token: abc\n'                                               || '1:1'
    'plugins.transfer.cp.api_key'| 'plugins:\n  transfer:\n    cp:\n      api_key: abc\n'        || '4:7'
    'service_modules.m.password' | 'service_modules:\n  m: {a: 1, password: x}\n'               || '2:13'
    'db'                         | 'db: jdbc:postgresql://h/n?user=u&password=x\n'              || '1:5'
    'db'                         | 'db: jdbc:postgresql://u:x@h/n\n'                            || '1:5'
  }

  def "the location of a secret may be set"() {
    given:
    siteFile.text = 'service_modules:\n  m: {token_file: /home/me/token}\n'

    expect:
    Settings.read([:], [:], siteFile, userFile).modules().m.values() == [token_file: '/home/me/token']
  }

  def "modules of the user's file are there at every site, but for those that the site's file #does"() {
    given:
    userFile.text = 'service_modules:\n  a: {x: 1, y: 1}\n  b:\n    z: 1\n'
    siteFile.text = text

    when:
    def settings = Settings.read([:], [:], siteFile, userFile)

    then:
    settings.modules().collectEntries { [it.key, it.value.values()] } == modules
    place == null || settings.modules().a.places().apply('y') == place.replace('DIR', "$dir")

    where:
    does         | text                                        || modules                        | place
    'leaves'     | ''                                          || [a: [x: 1, y: 1], b: [z: 1]]   | 'DIR/user.yml:2:13'
    'changes'    | 'service_modules:\n  a: {y: 2}\n'           || [a: [x: 1, y: 2], b: [z: 1]]   | 'DIR/settings.yml:2:7'
    'sets null'  | 'service_modules:\n  a: null\n  b:\n'       || [:]                            | null
  }

  def "in a block an empty string is a value, and a key without a value removes the user's value"() {
    given:
    userFile.text = 'service_modules:\n  a: {x: 1, y: 1, z: 1}\n'
    siteFile.text = '# 🚀 分\nservice_modules:\n  a:\n    x: ""\n    y:\n'

    when:
    def settings = Settings.read([:], [:], siteFile, userFile)
    def config = new PluginConfig(settings.modules().a.values())

    then:
    config.string('x', 'default') == ''
    config.string('y', 'default') == 'default'
    config.integer('z', 0, 0) == 1
    settings.blocks()['service_modules.a.x'].text() == ''
  }

  def "an empty value leaves the choice to the machine, an empty file sets nothing"() {
    given:
    siteFile.text = siteText

    when:
    def settings = Settings.read([:], [BALSAM_CORES: ''], siteFile, userFile)

    then:
    settings.number(Setting.GPUS).isEmpty()
    settings.number(Setting.CORES).asInt == 0
    settings.seconds(Setting.KILL_GRACE) == Duration.ofSeconds(10)

    where:
    siteText << ['', '# nothing\n', 'gpus:\n', 'gpus: ""\ncores:\n']
  }

  def "memory and named resources are read from a block or from a string"() {
    given:
    siteFile.text = 'memory: 1.5 GB\nresources: {licence: 5, fpga.big: 1}\nnode_resources:\n  nvme: 2\n'

    when:
    def settings = Settings.read([(Setting.RESOURCES): flag].findAll { it.value }, [:], siteFile, userFile)

    then:
    settings.bytes(Setting.MEMORY) == 3L << 29
    settings.amounts(Setting.RESOURCES) == resources
    settings.amounts(Setting.NODE_RESOURCES) == [nvme: 2]

    where:
    flag          || resources
    null          || [licence: 5, 'fpga.big': 1]
    'licence=2'   || [licence: 2]
  }

  def "invalid amounts are reported with their position: #text"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.replace(siteFile.toString(), 'settings').startsWith(problem)

    where:
    text                         || problem
    'memory: 4\n'                || "settings:1:9: memory: must be a number and KB, MB, GB or TB, such as '4 GB'"
    'resources: {gpu: 1}\n'      || "settings:1:13: resources: cannot take 'gpu', which is counted anyway"
    'resources: {licence: -1}\n' || "settings:1:22: resources: licence: must be a whole number of at least 1"
    'resources: {licence: [1]}\n' || "settings:1:22: resources: licence: must be a whole number of at least 1"
    'resources: licence\n'       || "settings:1:12: resources: must be names with whole numbers of at least 1, such as 'fpga=1,licence=5'"
  }

  def "locations are names with one URL or several, as a block or as a text: #text"() {
    given:
    siteFile.text = text

    when:
    def locations = Settings.read([:], [:], siteFile, userFile).locations()

    then:
    locations.names().collectEntries { [it, locations.urls(locations.place("$it:/"))*.toString()] } == urls
    locations.place('a:/x/./y//z').with { locations.urls(it)[0].at(it.path()) } == place

    where:
    text                                                                 || urls                                                | place
    'transfer_locations: {a: "file:///data/"}\n'                         || [a: ['file:///data']]                               | 'file:///data/x/y/z'
    'transfer_locations:\n  a: [file:///, ssh://me@h:22/d]\n  b: gsiftp://h/\n' || [a: ['file:///', 'ssh://me@h:22/d'], b: ['gsiftp://h/']] | 'file:///x/y/z'
    'transfer_locations: "a=SSH://h/d%20e ssh://h/f;b=ssh://h/"\n'       || [a: ['ssh://h/d%20e', 'ssh://h/f'], b: ['ssh://h/']] | 'ssh://h/d%20e/x/y/z'
    'transfer_locations: {a: "ssh://h/a;b"}\n'                           || [a: ['ssh://h/a%3Bb']]                              | 'ssh://h/a%3Bb/x/y/z'
  }

  def "locations that make no sense are named with their place: #text"() {
    given:
    siteFile.text = text

    when:
    Settings.read([:], [:], siteFile, userFile)

    then:
    def e = thrown(SettingsProblem)
    e.message.replace(siteFile.toString(), 'settings').startsWith("settings:1:$problem")

    where:
    text                                                   || problem
    'transfer_locations: here\n'                           || "21: transfer_locations: must be names with URLs, such as 'archive: [file:///data, ssh://host/data]'"
    'transfer_locations: {a b: "file:///d"}\n'             || "22: transfer_locations: 'a b': a name is a letter, then letters, digits and . _ -"
    'transfer_locations: {a: }\n'                          || "24: transfer_locations: a: must be a URL, or a list of URLs in [ ]"
    'transfer_locations: {a: {b: c}}\n'                    || "25: transfer_locations: a: must be a URL, or a list of URLs in [ ]"
    'transfer_locations: {a: /data}\n'                     || "25: transfer_locations: a: '/data' is not a URL with an absolute path, as file:///data or ssh://host/data"
    'transfer_locations: {a: "ssh:///data"}\n'             || "25: transfer_locations: a: 'ssh:///data' names no host"
    'transfer_locations: {a: "file://host/data"}\n'        || "25: transfer_locations: a: 'file://host/data' has a host: write file:///directory"
    'transfer_locations: {a: "ssh://me:secret@h/data"}\n'  || "25: transfer_locations: a: 'ssh://me:***@h/data' has a password, which does not belong into settings"
    'transfer_locations: {a: "ssh://h/a/../b"}\n'          || "25: transfer_locations: a: 'ssh://h/a/../b' has '..' in its path"
    'transfer_locations: {a: "ssh://h/a?b"}\n'             || "25: transfer_locations: a: 'ssh://h/a?b' has a '?' or '#', which must be written %3F and %23"
    'transfer_locations: {a: "ssh://h/a b"}\n'             || "25: transfer_locations: a: 'ssh://h/a b' is not a URL: Illegal character in path"
    'transfer_locations: {a: "me@dtn:/data"}\n'            || "25: transfer_locations: a: 'me@dtn:/data' is not a URL: write ssh://me@dtn/data"
    'transfer_locations: {a: "ssh://h/~/x"}\n'             || "25: transfer_locations: a: 'ssh://h/~/x' has '~', which stands for nothing here: write the path"
  }

  def "seconds may be fractions"() {
    given:
    Files.writeString(siteFile, 'kill_grace: 0.25\n')

    expect:
    Settings.read([:], [:], siteFile, userFile).seconds(Setting.KILL_GRACE).toMillis() == 250
  }

  private Path getSiteFile() {
    dir.resolve('settings.yml')
  }

  private Path getUserFile() {
    dir.resolve('user.yml')
  }
}
