package org.dromedary.report;

import java.util.List;

/**
 * The bars of a timeline as a small picture without letters: those stand in the report, where they
 * need no font of this machine.
 */
final class Chart {
  private static final int WIDTH = 1120;
  private static final int HEIGHT = 240;
  private static final int GAP = 4;

  /** Two bars shall not look like a flag. */
  private static final int WIDEST = 80;

  private static final int GRID_LINES = 4;

  private static final int[] PALETTE = {0xffffff, 0xe3e8ee, 0x9aa7b5, 0x2f6f9f};
  private static final byte LINE = 1;
  private static final byte AXIS = 2;
  private static final byte BAR = 3;

  private final byte[][] pixels = new byte[HEIGHT][WIDTH];

  private Chart() {}

  /** The picture as PNG. */
  static byte[] png(List<Timeline.Bar> bars) {
    Chart chart = new Chart();
    for (int i = 0; i < GRID_LINES; i++) {
      chart.fill(0, i * HEIGHT / GRID_LINES, WIDTH, 1, LINE);
    }
    long highest = highest(bars);
    double step = (double) width(bars) / bars.size();
    for (int i = 0; i < bars.size(); i++) {
      int left = (int) Math.round(i * step) + GAP / 2;
      int width = Math.max(1, (int) Math.round((i + 1) * step) - GAP / 2 - left);
      int height = height(bars.get(i).count(), highest);
      chart.fill(left, HEIGHT - height, width, height, BAR);
    }
    chart.fill(0, HEIGHT - 2, WIDTH, 2, AXIS);
    return Png.of(chart.pixels, PALETTE);
  }

  /** How much of the picture is used: it is shown at half its size. */
  static int width(List<Timeline.Bar> bars) {
    return Math.min(WIDTH, WIDEST * bars.size());
  }

  /** What the top of the picture stands for. */
  static long highest(List<Timeline.Bar> bars) {
    return Math.max(1, bars.stream().mapToLong(Timeline.Bar::count).max().orElse(1));
  }

  /** One event is seen beside a million. */
  private static int height(long count, long highest) {
    return count == 0 ? 0 : (int) Math.max(6, Math.round((double) HEIGHT * count / highest));
  }

  private void fill(int left, int top, int width, int height, byte colour) {
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < Math.min(WIDTH, left + width); x++) {
        pixels[y][x] = colour;
      }
    }
  }
}
