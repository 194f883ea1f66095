package io.balsam.server

import io.balsam.engine.api.launcher.*
import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Session
import io.balsam.engine.api.launcher.Sessions
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList

/** Leases of nothing: notes what was asked, and lets polls wait until a spec answers them. */
class MemorySessions implements Sessions {
    final List<OpenSession> opened = new CopyOnWriteArrayList<>()
    final List<List> polls = new CopyOnWriteArrayList<>()
    final List<CompletableFuture<Assignments>> waiting = new CopyOnWriteArrayList<>()
    final List<Report> reports = new CopyOnWriteArrayList<>()
    final List<String> closed = new CopyOnWriteArrayList<>()
    volatile boolean stopped

    @Override
    Session open(OpenSession request) {
        if (stopped) {
            throw new IllegalStateException('the engine was stopped')
        }
        if (request.nodes().empty) {
            throw new IllegalArgumentException('a launcher needs nodes')
        }
        opened << request
        new Session(opened.size(), Duration.ofMillis(12_345), request.holds())
    }

    @Override
    CompletableFuture<Assignments> assignments(long session, long received, Duration wait) {
        known(session)
        polls << [session, received, wait]
        def answer = new CompletableFuture<Assignments>()
        waiting << answer
        answer
    }

    @Override
    void report(long session, Report report) {
        known(session)
        reports << report
    }

    @Override
    void close(long session, String why) {
        closed << "$session: $why".toString()
    }

    private void known(long session) {
        if (session > 1000) {
            throw new NoSuchSession(session)
        }
    }
}
