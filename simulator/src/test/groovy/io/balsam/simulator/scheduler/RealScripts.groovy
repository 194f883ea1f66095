package io.balsam.simulator.scheduler

import io.balsam.simulator.cluster.Change
import io.balsam.simulator.cluster.Cluster
import io.balsam.simulator.cluster.JobState
import io.balsam.spi.BatchSubmission
import io.balsam.spi.Scheduler
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Proxy

/** Drives a simulated cluster by the real time, at each call, and runs its scripts on this host. */
class RealScripts implements Closeable {

    private final long begin = System.nanoTime()
    private final Cluster cluster
    private final SimulatedScheduler simulated
    private final Map<Long, Process> processes = [:]

    RealScripts(Cluster cluster, SimulatedScheduler simulated) {
        this.cluster = cluster
        this.simulated = simulated
    }

    /** A scheduler whose calls find the cluster at the present time. */
    Scheduler scheduler() {
        Proxy.newProxyInstance(Scheduler.classLoader, [Scheduler] as Class[], { proxy, method, arguments ->
            drive()
            try {
                method.invoke(simulated, arguments)
            } catch (InvocationTargetException e) {
                throw e.cause
            } finally {
                drive()
            }
        }) as Scheduler
    }

    private void drive() {
        processes.findAll { !it.value.alive }.each { id, process -> cluster.finish(id, process.exitValue() == 0) }
        cluster.advanceTo(System.nanoTime() - begin).each { Change change ->
            if (change.state() == JobState.RUNNING) {
                processes[change.id()] = start(simulated.submission(SimulatedScheduler.id(change.id())).get())
            } else if (change.state().ended()) {
                end(processes.remove(change.id()))
            }
        }
    }

    private static Process start(BatchSubmission submission) {
        new ProcessBuilder(submission.script() as String)
            .directory(submission.workdir().toFile())
            .redirectInput(new File('/dev/null'))
            .redirectOutput(submission.workdir().resolve("${submission.name()}.out").toFile())
            .redirectError(submission.workdir().resolve("${submission.name()}.err").toFile())
            .start()
    }

    private static void end(Process process) {
        process?.descendants()?.each { it.destroyForcibly() }
        process?.destroyForcibly()?.waitFor()
    }

    @Override
    void close() {
        processes.values().each { end(it) }
    }
}
