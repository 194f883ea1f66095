package io.balsam.engine.plugin;

import io.balsam.spi.TransferCost;

/**
 * Transfer that reaches a scheme of URLs.
 *
 * @param name name of the transfer
 * @param links whether it links instead of copying
 * @param cost what it costs as long as nothing has been measured
 */
public record TransferWay(String name, boolean links, TransferCost cost) {}
