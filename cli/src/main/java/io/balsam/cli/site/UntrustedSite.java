package io.balsam.cli.site;

import io.balsam.cli.option.UsageProblem;

/** Others than the user can have changed a site, and the user has not said that this is fine. */
public final class UntrustedSite extends UsageProblem {

  private static final long serialVersionUID = 1L;

  private final String fault;
  private final String cure;

  UntrustedSite(String fault, String cure) {
    super(fault + "; " + cure);
    this.fault = fault;
    this.cure = cure;
  }

  /** What is wrong. */
  public String fault() {
    return fault;
  }

  /** What the user can do about it. */
  public String cure() {
    return cure;
  }
}
