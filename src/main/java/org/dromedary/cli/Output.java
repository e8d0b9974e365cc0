package org.dromedary.cli;

import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out receives what was asked for
 * @param err receives what went wrong
 */
public record Output(PrintWriter out, PrintWriter err) {}
