package io.balsam.engine


import io.balsam.engine.config.TransferLimits
import io.balsam.engine.config.TransferLocations
import io.balsam.engine.plugin.PlainRanks
import io.balsam.engine.plugin.Platform
import io.balsam.engine.plugin.TransferWay
import io.balsam.spi.ErrorKind
import io.balsam.spi.MpiRunner
import io.balsam.spi.Node
import io.balsam.spi.PluginException
import io.balsam.spi.Transfer
import io.balsam.spi.TransferCost
import io.balsam.spi.TransferItem
import io.balsam.spi.TransferReport
import io.balsam.spi.TransferState
import java.nio.file.Files
import java.nio.file.Path

/** One node, a runner that says what it was asked for, and transfers that link and copy at once. */
class FakePlatform implements Platform {

    List<Node> nodes
    Map<String, Transfer> transfers = [ln: new Local(true), cp: new Local(false)]

    FakePlatform(int cores, int gpus = 0) {
        nodes = [new Node('here', (0..<cores).toList(), gpus ? (0..<gpus).toList() : []).withMemory(1L << 30)]
    }

    @Override
    List<Node> nodes() { nodes }

    /** Further URLs of locations. */
    Map<String, List<String>> more = [:]

    /** Every other transfer moves files from and to a location of its own name. */
    @Override
    TransferLocations locations() {
        TransferLocations.parse(transfers.keySet().findAll { !(it in ['ln', 'cp']) }.collect { "$it=$it://there/ ${(more[it] ?: []).join(' ')}" }.join(';'))
    }

    TransferLimits limits = TransferLimits.DEFAULT

    @Override
    TransferLimits limits() { limits }

    /** Called before the ways to a scheme are told. */
    Closure<Void> waysTo = { scheme -> }

    @Override
    List<TransferWay> ways(String scheme) {
        waysTo.call(scheme)
        def own = scheme == 'file' ? ['cp', 'ln'] : [scheme]
        own.findAll { it in transfers }.collect { new TransferWay(it, it == 'ln', TransferCost.TYPICAL) }
    }

    @Override
    MpiRunner runner(String name) {
        if (name && name != 'mpirun') {
            throw new PluginException(ErrorKind.USER, "unknown runner '$name'")
        }
        return new PlainRanks()
    }

    @Override
    Transfer transfer(String protocol) {
        Transfer found = transfers[protocol]
        if (found == null) {
            throw new PluginException(ErrorKind.USER, "unknown transfer '$protocol'")
        }
        return found
    }

    static class Local implements Transfer {
        final boolean link

        Local(boolean link) { this.link = link }

        @Override
        String submit(List<TransferItem> items) {
            items.each {
                Path from = Path.of(it.source())
                Path to = Path.of(it.destination())
                if (!Files.exists(from)) {
                    throw new PluginException(ErrorKind.USER, "$from is not there")
                }
                Files.createDirectories(to.parent)
                link ? Files.createSymbolicLink(to, from) : Files.copy(from, to)
            }
            return '1'
        }

        @Override
        Map<String, TransferReport> status(Collection<String> taskIds) {
            taskIds.collectEntries { [it, TransferReport.of(TransferState.DONE)] }
        }

        @Override
        void cancel(String taskId) {}
    }
}
