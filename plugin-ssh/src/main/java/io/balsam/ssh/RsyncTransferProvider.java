package io.balsam.ssh;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.nio.file.Path;
import java.util.Set;
import org.pf4j.Extension;

/** Transfer {@code rsync}: files of hosts that have ssh and rsync; what broke off goes on. */
@Extension
public final class RsyncTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "rsync";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("ssh");
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(1.5, 0.002, 80e6);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    SshSettings settings = SshSettings.read(config, "rsync");
    Ssh ssh = settings.connection(context);
    Rsync rsync = new Rsync(ssh, settings.program(), settings.flags());
    Path area = context.siteDirectory().resolve(".balsam/rsync");
    return new SshTransfer(
        name(), new RsyncWay(ssh, rsync, area, context.clock()), () -> settings.missing(name()));
  }
}
