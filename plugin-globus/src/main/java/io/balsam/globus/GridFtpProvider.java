package io.balsam.globus;

import io.balsam.spi.PluginConfig;
import io.balsam.spi.PluginContext;
import io.balsam.spi.Transfer;
import io.balsam.spi.TransferCost;
import io.balsam.spi.TransferProvider;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * Transfer {@code gridftp}: files from and to GridFTP servers, by {@code globus-url-copy}.
 * Settings:
 *
 * <ul>
 *   <li>{@code program} ({@code globus-url-copy}), {@code flags} (none): the client and further
 *       arguments;
 *   <li>{@code server} (none): a GridFTP server that shows this site's files, as {@code
 *       gridftp://dtn1:2811}. Then it and the other server move files between them;
 *   <li>{@code connections} (4): connections at a time of a batch;
 *   <li>{@code verify_checksum} (false): whether all contents are compared, and not only sizes;
 *   <li>{@code limit} (a day): time after which a batch is given up.
 * </ul>
 */
@Extension
public final class GridFtpProvider implements TransferProvider {

  @Override
  public String name() {
    return "gridftp";
  }

  @Override
  public Set<String> schemes() {
    return GridFtpUrl.SCHEMES;
  }

  @Override
  public TransferCost cost() {
    return new TransferCost(2, 0.01, 300e6);
  }

  @Override
  public Transfer create(PluginConfig config, PluginContext context) {
    String server = config.string("server", "");
    if (!server.isEmpty() && (!GridFtpUrl.is(server + "/") || server.endsWith("/"))) {
      throw config.wrong("server", server + ": must be gridftp:// (or ftp://) and a host");
    }
    GridFtpTransfer.Settings settings =
        new GridFtpTransfer.Settings(
            config.string("program", "globus-url-copy"),
            config.strings("flags", List.of()),
            server.isEmpty() ? GridFtpBatch.FILES : GridFtpUrl.of(server + "/").server(),
            config.integer("connections", 4, 1),
            config.flag("verify_checksum", false),
            config.duration("limit", Duration.ofDays(1)));
    return new GridFtpTransfer(
        context.commands(),
        settings,
        context.siteDirectory().resolve(".balsam").resolve("gridftp"));
  }
}
