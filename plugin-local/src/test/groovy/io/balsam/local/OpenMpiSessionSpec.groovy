package io.balsam.local

import io.balsam.spi.Launch
import io.balsam.spi.MpiRunner
import io.balsam.testkit.MpiRunnerContract
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.TimeUnit
import spock.lang.Requires
import spock.util.concurrent.PollingConditions

/** Each launch of Open MPI has a session directory of its own, which goes with it. */
@Requires(value = { OpenMpiSession.possible(System.getenv('PATH')) }, reason = 'there is no bash')
class OpenMpiSessionSpec extends MpiRunnerContract {

  private static final String SAYS = 'echo "$OMPI_MCA_orte_tmpdir_base" >>said; test -d "$OMPI_MCA_orte_tmpdir_base" || exit 9; '

  /** Short, as those of machines are. */
  Path dir = Files.createTempDirectory(Path.of('/tmp'), 'b')

  def cleanup() {
    dir.toFile().deleteDir()
  }

  @Override
  MpiRunner runner() { new Mpirun('mpirun', MpiFlavour.OPENMPI, [], false, true) }

  def "launches have different ones, which are removed when they have ended; the exit code is mpirun's"() {
    when:
    def codes = (1..3).collect { start(SAYS + 'touch "$OMPI_MCA_orte_tmpdir_base/left"; exit 4') }*.waitFor()

    then:
    codes == [4] * 3
    said().unique().size() == 3
    said().every { it.startsWith("$dir/bo.") && !Files.exists(Path.of(it)) }
  }

  def "the session directory is removed after a cancelled launch too, but only once mpirun has ended"() {
    given:
    def process = start(SAYS + 'trap "test -d $OMPI_MCA_orte_tmpdir_base && exit 6" TERM; sleep 60 & echo up >up; wait')
    soon { assert Files.exists(dir.resolve('up')) }

    when: 'as all processes of a session are'
    process.descendants().forEach { it.destroy() }
    process.destroy()

    then:
    process.waitFor(30, TimeUnit.SECONDS)
    process.exitValue() == 6
    !Files.exists(Path.of(said()[0]))
  }

  def "another one that was chosen stays: #what"() {
    expect:
    start('echo "$OMPI_MCA_orte_tmpdir_base" >>said', environment).waitFor() == 0
    said() == [base]

    where:
    what                            | environment                                        || base
    'by a variable'                 | [OMPI_MCA_orte_tmpdir_base: '/scratch']            || '/scratch'
    'by a variable of the machine\'s' | [OMPI_MCA_orte_local_tmpdir_base: '/scratch']    || ''
    'the temporary one, when it is long' | [TMPDIR: '/' + 'long' * 20]                   || ''
    'the temporary one, when it is not there' | [TMPDIR: '/no/such']                     || ''
  }

  def "a job in a job does not share the outer one's"() {
    expect:
    start(SAYS, [OMPI_MCA_orte_tmpdir_base: '/tmp/bo.17']).waitFor() == 0
    said()[0].startsWith("$dir/bo.")
  }

  def "launches with a directory of their own, or on other machines, get none from Balsam"() {
    expect:
    runner().commandLine(launch(launchParams: ['--mca': 'orte_tmpdir_base /scratch'], nodes: ['localhost']))[0] == 'mpirun'
    runner().commandLine(launch(nodes: ['n01', 'n02']))[0] == 'mpirun'
    runner().commandLine(launch(nodes: ['localhost']))[0] == 'bash'
  }

  private List<String> said() { dir.resolve('said').readLines() }

  /** Starts a program in the place of mpirun. */
  private Process start(String program, Map<String, String> environment = [:]) {
    Path file = dir.resolve('mpirun')
    if (!Files.exists(file)) {
      file.text = "#!/bin/sh\n$program\n"
      file.toFile().executable = true
    }
    def line = new Mpirun(file as String, MpiFlavour.OPENMPI, [], false, true).commandLine(launch(nodes: ['localhost']))
    def builder = new ProcessBuilder(line).directory(dir.toFile())
    builder.environment().keySet().removeAll { it.startsWith('OMPI_') }
    builder.environment().putAll([TMPDIR: dir as String] + environment)
    builder.start()
  }

  private static void soon(Closure<?> condition) {
    new PollingConditions(timeout: 30, delay: 0.02).eventually(condition)
  }
}
