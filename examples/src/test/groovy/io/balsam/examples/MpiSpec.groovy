package io.balsam.examples

import spock.lang.Requires

class MpiSpec extends ExampleSpec {

    @Requires(value = { MpiSpec.installed('mpicc') && MpiSpec.installed('mpirun') },
        reason = 'no mpicc or no mpirun on this machine; Debian: apt-get install openmpi-bin libopenmpi-dev gcc')
    def "mpi.groovy compiles a program and runs it with four ranks"() {
        when:
        run('mpi', '--cores', 4, '--param', 'ranks=4')

        then:
        [1_000: 1e-6, 100_000: 1e-9, 10_000_000: 1e-11].every { n, tolerance ->
            def (line, pi, ranks) = (file("intervals/$n/job.out").text =~ /pi (\S+) with (\d+) ranks/)[0]
            ranks == '4' && Math.abs((pi as double) - Math.PI) < tolerance
        }
        balsam.jobs('--app', 'integrate')*.data*.pi.every { Math.abs(it - Math.PI) < 1e-6 }
    }

    static boolean installed(String program) {
        System.getenv('PATH').split(':').any { new File(it, program).canExecute() }
    }
}
