package io.balsam.engine.run

import io.balsam.engine.process.ProcessEnd
import io.balsam.engine.process.ProcessSpec
import io.balsam.engine.process.Spawner

import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import java.util.function.Consumer

/** Starts each job as a shell of its own: slow and simple. */
class PlainSpawner implements Spawner {

    private final Map<Long, Process> running = new ConcurrentHashMap<>()

    @Override
    void start(ProcessSpec spec, Consumer<ProcessEnd> onEnd) {
        Files.createDirectories(spec.workdir())
        def builder = new ProcessBuilder('setsid', 'bash', '-e', '-c', spec.preamble() + '\n' + spec.command())
        builder.directory(spec.workdir().toFile())
        builder.environment().putAll(spec.environment())
        def out = spec.workdir().resolve('job.out').toFile()
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out))
        builder.redirectError(spec.mergeOutput() ? ProcessBuilder.Redirect.appendTo(out)
                : ProcessBuilder.Redirect.appendTo(spec.workdir().resolve('job.err').toFile()))
        Process process = builder.start()
        running[spec.job()] = process
        process.onExit().thenAccept {
            running.remove(spec.job())
            int code = process.exitValue()
            onEnd.accept(code > 128
                    ? new ProcessEnd(spec.job(), null, code - 128, null, OptionalLong.empty(), '')
                    : new ProcessEnd(spec.job(), code, 0, null, OptionalLong.empty(), ''))
        }
    }

    @Override
    void end(long job, Duration grace) {
        Process process = running[job]
        if (process != null) {
            signal(process, 'TERM')
            Thread.startDaemon {
                if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal(process, 'KILL')
                }
            }
        }
    }

    private static void signal(Process process, String name) {
        new ProcessBuilder('kill', '-' + name, '--', '-' + process.pid()).start().waitFor()
    }

    @Override
    void close() {
        running.values().each { signal(it, 'KILL') }
    }
}
