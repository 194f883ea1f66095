package io.balsam.dsl

import io.balsam.engine.domain.AppBody
import io.balsam.engine.domain.ParentKind
import io.balsam.engine.domain.ParentRef
import java.nio.file.Path
import spock.lang.Specification
import spock.lang.TempDir

class WorkflowReaderSpec extends Specification {

  @TempDir Path directory

  def "a script with apps, jobs and dependencies becomes a workflow"() {
    given:
    def script = directory.resolve('wf.groovy').toFile()
    script.text = '''
      workflow 'mosaic'
      param 'size', default: 4, type: int, help: 'edge length'

      def edge() { params.size }

      app('mandel') {
          description 'One tile'
          command "tile --x {{x}} --y {{ y }} --of ${edge()}"
          parameter 'x', required: true
          parameter 'y', default: 0
          environment OMP_NUM_THREADS: 4
          shell_preamble 'module load gcc'
          retry attempts: 3, backoff: 10.seconds
          hook_time_limit '1m30s'
          postprocess { job -> job.data.value = new File(job.workdir, 'out.txt').text as double; proceed() }
          handle_timeout { job -> job.attempts < 5 ? restart() : fail('too slow') }
          handleError { job -> fail("exit ${job.returnCode}") }
      }
      app('stitch') { command 'cat *.png' }
      def tiles = (0..<params.size).collect { i ->
          job('mandel') { workdir "tile/$i"; parameters x: i; nodes 1; ranksPerNode 2; tags row: "0"; gpusPerRank 0.5; wallTime 10.minutes }
      }
      job('stitch') { after tiles; inputs from: tiles[0], files: '*.png' }
      job('stitch') { after_any tiles[1], tiles[2]; inputs files: 'data/*.txt', copy: true; priority 3 }
    '''

    when:
    def workflow = new WorkflowReader(directory.resolve('cache')).read(script.toPath(), [size: '3'])

    then:
    workflow.name() == 'mosaic'
    workflow.jobs()*.workdir() == ['tile/0', 'tile/1', 'tile/2', 'stitch/1', 'stitch/2']
    workflow.apps().mandel.body() == new AppBody.Command('tile --x {{x}} --y {{y}} --of 3')
    workflow.jobs()[3].parents()*.index() == [0, 1, 2]
    workflow.jobs()[4].parents() == [1, 2].collect { new ParentRef.Declared(it, ParentKind.ANY_END) }
    workflow.apps().mandel.hooks().size() == 3
  }
}
