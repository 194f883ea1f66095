package io.balsam.cli.look

import com.fasterxml.jackson.databind.ObjectMapper
import io.balsam.cli.Shell
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

/** {@code app ls} says what to expect of the next job of each app. */
class AppLsSpec extends Specification {

  @TempDir Path dir

  def "an app's jobs are listed with what is expected of the next one, and whether that is used"() {
    given:
    dir.resolve('w.groovy').text = '''
      app('many') { command 'true {{n}}'; predict by: ['n', 'mesh'] }
      app('few') { command 'true' }
      (1..12).each { job('many') { parameters n: 7; tags mesh: 'fine' + 'e' * 99 } }
      job('few')
    '''
    def shell = new Shell(dir)

    when: 'nothing ran yet'
    def code = shell.balsam('app', 'ls')

    then:
    code == 0
    shell.out == 'Nothing is known yet: no job has ended well here.\n'
    shell.err == ''

    when:
    shell.balsam('run', 'w.groovy')
    code = shell.balsam('app', 'ls')

    then:
    code == 0
    shell.lines()[0] =~ /APP +LEARNT FROM +SUCH AS +MEDIAN +95 % +PREDICTIONS/
    shell.lines()[1] =~ /few +1 job +1 node +\d+\.\d s .* not used: fewer than 10 jobs/
    shell.lines()[2] =~ /many +12 jobs +1 node, mesh fine.{20}, n 7 +\d+\.\d s +\d+\.\d s +used/

    when:
    shell.balsam('app', 'ls', '--json')
    def apps = new ObjectMapper().readTree(shell.out)

    then:
    apps*.get('app')*.asText() == ['few', 'many']
    apps[1].get('last').toString() == (String) '{"nodes":1,"ranks":1,"values":{"mesh":"fine' + 'e' * 96 + '","n":7}}'
    apps[1].at('/expected/median').asDouble() > 0

    expect: 'no words are taken'
    shell.balsam('app', 'ls', 'many') == 2
  }
}
