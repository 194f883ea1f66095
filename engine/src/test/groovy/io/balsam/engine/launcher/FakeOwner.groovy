package io.balsam.engine.launcher


import io.balsam.engine.api.launcher.Assignments
import io.balsam.engine.api.launcher.NoSuchSession
import io.balsam.engine.api.launcher.OpenSession
import io.balsam.engine.api.launcher.Report
import io.balsam.engine.api.launcher.Session
import io.balsam.engine.api.launcher.Sessions
import io.balsam.engine.domain.Script
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** An owner without a store: hands out what a spec tells it to, and keeps what it is told. */
class FakeOwner implements Sessions {

    final List<OpenSession> opened = [].asSynchronized()
    final List<Report> reports = [].asSynchronized()
    final List<String> closed = [].asSynchronized()
    final Map<Long, Script> scripts = [:].asSynchronized()
    Duration lease = Duration.ofSeconds(30)

    /** What {@code keep} makes of what a launcher holds. */
    Closure<List<OpenSession.Held>> keep = { it }

    /** While it is set, nobody answers. */
    volatile RuntimeException away

    private final List<Assignments> unread = []
    private CompletableFuture<Assignments> parked
    private long number
    private long session

    /** The number of what has arrived. */
    volatile long heard

    /** How often somebody looked for it. */
    volatile int looked

    Sessions find() {
        looked++
        if (away) {
            throw away
        }
        return this
    }

    synchronized void say(Map what) {
        unread << new Assignments(++number, what.start ?: [], what.end ?: [], what.drain ?: false)
        parked?.complete(unread.last())
        parked = null
    }

    /** The launcher's session is over, as after a lease that ran out. */
    synchronized void giveUp() {
        long old = session++
        parked?.completeExceptionally(new NoSuchSession(old))
        parked = null
    }

    /** As if the process was gone. */
    synchronized void vanish(RuntimeException how) {
        away = how
        parked?.completeExceptionally(how)
        parked = null
    }

    @Override
    synchronized Session open(OpenSession request) {
        answer()
        if (!opened || opened.last().launcher() != request.launcher()) {
            session++
        }
        if (opened) {
            unread.clear()
        }
        opened << request
        return new Session(session, lease, keep(request.holds()))
    }

    @Override
    synchronized CompletableFuture<Assignments> assignments(long id, long received, Duration wait) {
        answer()
        if (id != session) {
            return CompletableFuture.failedFuture(new NoSuchSession(id))
        }
        heard = received
        unread.removeAll { it.number() <= received }
        if (unread) {
            return CompletableFuture.completedFuture(unread.first())
        }
        parked = new CompletableFuture<Assignments>().completeOnTimeout(Assignments.nothing(received), wait.toMillis(), TimeUnit.MILLISECONDS)
        return parked
    }

    @Override
    void report(long id, Report report) {
        answer()
        if (id != session) {
            throw new NoSuchSession(id)
        }
        reports << report
    }

    @Override
    void close(long id, String why) {
        answer()
        closed << why
    }

    List<Report.Begun> begun() { reports*.begun().flatten() }

    List<Report.Ended> ended() { reports*.ended().flatten() }

    Report.Ended ended(long job) { ended().find { it.job() == job } }

    List<Long> returned() { reports*.returned().flatten() }

    private void answer() {
        if (away) {
            throw away
        }
    }
}
