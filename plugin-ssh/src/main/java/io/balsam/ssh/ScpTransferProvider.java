package io.balsam.ssh;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.nio.file.Path;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Transfer {@code scp}: files of hosts that have ssh, but no rsync. As today's scp, it speaks the
 * protocol of sftp.
 */
@Extension
public final class ScpTransferProvider implements TransferProvider {

  @Override
  public String name() {
    return "scp";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("ssh");
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(2, 0.01, 50e6);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    SshSettings settings = SshSettings.read(config, "sftp");
    Ssh ssh = settings.connection(context);
    Sftp sftp = new Sftp(ssh, settings.program(), settings.flags());
    Path area = context.siteDirectory().resolve(".balsam/scp");
    return new SshTransfer(name(), new ScpWay(ssh, sftp, area), () -> settings.missing(name()));
  }
}
