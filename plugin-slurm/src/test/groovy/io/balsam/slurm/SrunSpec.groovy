package io.balsam.slurm

import io.balsam.spi.ErrorKind
import io.balsam.spi.MpiRunner
import io.balsam.spi.PluginConfig
import io.balsam.spi.PluginException
import io.balsam.testkit.MpiRunnerContract
import io.balsam.testkit.RecordedCommands
import io.balsam.testkit.TestContext
import java.nio.file.Files
import java.nio.file.Path
import spock.lang.TempDir

class SrunSpec extends MpiRunnerContract {

  @TempDir
  Path folder

  @Override
  MpiRunner runner() { configured([:]) }

  def "#what"() {
    expect:
    configured([wait_for_controller: false] + settings).commandLine(launch(job)).join(' ') == line

    where:
    what                          | settings            | job
    'a rank on a part of a node'  | [:]                 | [cpuIds: [2]]
    'threads on cores of its own' | [:]                 | [cpuIds: [0, 1, 2, 3], ranksPerNode: 2, threadsPerRank: 2]
    'threads that share cores'    | [:]                 | [cpuIds: [0, 1], threadsPerRank: 4, threadsPerCore: 2]
    'two nodes'                   | [mpi: 'pmix']       | [nodes: ['n01', 'n02'], ranksPerNode: 4, threadsPerRank: 3]
    'a GPU'                       | [:]                 | [cpuIds: [0], gpuIds: [1]]
    'a GPU shared with others'    | [share_gpus: true]  | [cpuIds: [0], gpuIds: [1]]
    'whole nodes with GPUs'       | [gpus_per_node: 4]  | [nodes: ['n01', 'n02']]
    'a part of such a node'       | [gpus_per_node: 4]  | [cpuIds: [0]]
    'steps that overlap'          | [overlap: true]     | [cpuIds: [0]]
    "flags of site and job"       | [flags: ['-Q']]     | [launchParams: ['--cpu-bind': 'cores', '-l': '']]
    'another program'             | [program: '/s/run'] | [:]

    line << [
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL sim',
        'srun --nodes=1 --ntasks=2 --ntasks-per-node=2 --cpus-per-task=2 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=4 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL sim',
        'srun --nodes=2 --ntasks=8 --ntasks-per-node=4 --cpus-per-task=3 --nodelist=n01,n02 --exact --kill-on-bad-exit=1 --export=ALL --mpi=pmix sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL --gpus-per-node=1 sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL --cpu-bind=none --gpus-per-node=2 env CUDA_VISIBLE_DEVICES=1 ZE_AFFINITY_MASK=1 sim',
        'srun --nodes=2 --ntasks=2 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01,n02 --exact --kill-on-bad-exit=1 --export=ALL --gpus-per-node=4 sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --overlap --kill-on-bad-exit=1 --export=ALL sim',
        'srun --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL -Q --cpu-bind cores -l sim',
        '/s/run --nodes=1 --ntasks=1 --ntasks-per-node=1 --cpus-per-task=1 --nodelist=n01 --exact --kill-on-bad-exit=1 --export=ALL sim',
    ]
  }

  def "srun that fails because the controller is down, or has just begun, is called again: #tries"() {
    given: 'commands that answer as told, one line a call'
    def folder = Files.createDirectory(folder.resolve('bin'))
    def began = fresh ? System.currentTimeMillis().intdiv(1000) : 1
    [srun: tries, scontrol: pings, sinfo: states].each { name, answers ->
      folder.resolve("${name}.answers").text = answers.join('\n') + '\n'
      folder.resolve(name).text = """#!/bin/sh
        echo "$name \$*" >>$folder/calls
        if [ "\$1" = show ]; then echo "BOOT_TIME   = $began"; exit; fi
        answer=\$(head -n1 $folder/${name}.answers); sed -i 1d $folder/${name}.answers
        [ $name = sinfo ] && echo \$answer || exit \$answer
        """.stripIndent()
      folder.resolve(name).toFile().executable = true
    }
    def builder = new ProcessBuilder(configured([:]).commandLine(launch(command: ['sim', 'a b'])))
    builder.environment().PATH = "$folder:${System.getenv('PATH')}".toString()

    expect:
    builder.start().waitFor() == tries.last()
    def calls = folder.resolve('calls').readLines()
    calls.count { it.startsWith('srun') } == tries.size()
    calls.findAll { it.startsWith('srun') }.every { it.endsWith('sim a b') }
    calls.count('scontrol ping') == pings.size()

    where:
    tries         | pings        | fresh | states
    [0]           | []           | true  | []
    [1]           | []           | true  | []
    [213]         | [0]          | false | ['allocated']
    [213, 0]      | [1, 0]       | false | []
    [213, 213, 7] | [1, 0, 1, 0] | false | []
    [213, 0]      | [0, 0]       | true  | ['allocated']
    [213, 0]      | [0, 0]       | false | ['unknown']
  }

  def "a launch parameter without its dashes is refused, since it would be run as the program"() {
    when:
    runner().commandLine(launch(launchParams: ['cpu-bind': 'cores']))

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.USER
    e.message == "launch parameter 'cpu-bind': srun would take it for the program: write '--cpu-bind'"
  }

  private static MpiRunner configured(Map<String, ?> settings) {
    new SrunProvider().create(new PluginConfig(settings), TestContext.recorded(new RecordedCommands(), Path.of('.')))
  }
}
