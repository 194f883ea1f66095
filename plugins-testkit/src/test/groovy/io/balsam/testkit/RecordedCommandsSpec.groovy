package io.balsam.testkit

import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import spock.lang.Specification

class RecordedCommandsSpec extends Specification {

  def "a transcript answers each command with what was printed"() {
    given:
    def commands = RecordedCommands.transcript('''\
$ sbatch job.sh
Submitted batch job 77
$ squeue -h
77 PD
78 R
$ squeue -h
77 R
$ scancel 99
scancel: error: Invalid job id 99
rc=1
''')

    expect:
    commands.run('sbatch', 'job.sh').out() == 'Submitted batch job 77\n'
    commands.run('squeue', '-h').out() == '77 PD\n78 R\n'
    commands.run('squeue', '-h').out() == '77 R\n'
    commands.run('squeue', '-h').out() == '77 R\n'
    with(commands.run('scancel', '99')) {
      exitCode() == 1
      out() == ''
      err() == 'scancel: error: Invalid job id 99\n'
    }
    commands.calls()*.command().first() == ['sbatch', 'job.sh']
  }

  def "a command that was not recorded fails the spec and lists the recorded ones"() {
    when:
    new RecordedCommands().answer('qstat', '').run('qsub', 'x')

    then:
    def e = thrown(AssertionError)
    e.message == "nobody recorded 'qsub x'; recorded: [qstat]"
  }

  def "a program that is not installed is the site's trouble"() {
    when:
    new RecordedCommands().notInstalled('qstat').run('qstat', '-f')

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.SITE
  }
}
