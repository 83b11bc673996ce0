// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture of curves over time: panels one above the other, with one legend. Plain SVG, whole pixels. */
final class Svg {

    private static final int WIDTH = 900;
    private static final int PANEL = 190;
    private static final int LEFT = 62;
    private static final int RIGHT = 30; // half of the last time stands beyond the axis
    private static final int TOP = 34;
    private static final int GAP = 34;
    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#c0392b", "#2e6fb7", "#d68910", "#7d3c98", "#5d6d7e");

    private final StringBuilder text = new StringBuilder();
    private final List<Panel> panels = new ArrayList<>();
    private final String title;
    private final int seconds;

    /** How values become heights. */
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    /**
     * One panel.
     *
     * @param label  of the axis, with its unit
     * @param scale  of the values
     * @param marked a value that is marked across; 0 for none
     * @param curves in the order of the colours
     */
    record Panel(String label, Scale scale, double marked, List<Curve> curves) {
        Panel {
            requireNonNull(label, "label");
            curves = List.copyOf(curves);
        }

        double most() {
            double most = curves.stream()
                    .flatMap(curve -> curve.values().stream())
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(1);
            return Math.max(most, marked) * 1.05;
        }

        double least() {
            return scale == Scale.LINEAR ? 0 : 0.01;
        }

        /** 0 at the bottom to 1 at the top. */
        double height(double value) {
            double shown = Math.clamp(value, least(), Math.max(least(), most()));
            return scale == Scale.LINEAR
                    ? shown / Math.max(most(), 1e-9)
                    : Math.log(shown / least()) / Math.log(Math.max(most() / least(), 1.001));
        }
    }

    /**
     * One curve.
     *
     * @param name   in the legend
     * @param values evenly spread over the time
     */
    record Curve(String name, List<Double> values) {
        Curve {
            requireNonNull(name, "name");
            values = List.copyOf(values);
        }
    }

    Svg(String title, int seconds) {
        this.title = title;
        this.seconds = seconds;
    }

    Svg add(Panel panel) {
        panels.add(panel);
        return this;
    }

    /** The whole document. */
    String text() {
        int height = TOP + panels.size() * (PANEL + GAP);
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                        + "font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
                WIDTH, height);
        line("<text x=\"%d\" y=\"18\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, escaped(title));
        legend();
        for (int i = 0; i < panels.size(); i++) {
            draw(panels.get(i), TOP + i * (PANEL + GAP));
        }
        line("</svg>");
        return text.toString();
    }

    private void legend() {
        List<Curve> curves = panels.getFirst().curves();
        int x = WIDTH - RIGHT;
        for (int i = curves.size() - 1; i >= 0; i--) {
            String name = curves.get(i).name();
            x -= 30 + 8 * name.length();
            line("<rect x=\"%d\" y=\"10\" width=\"14\" height=\"4\" fill=\"%s\"/>", x, colour(i));
            line("<text x=\"%d\" y=\"17\">%s</text>", x + 18, escaped(name));
        }
    }

    private void draw(Panel panel, int top) {
        int bottom = top + PANEL;
        line("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#888\"/>", LEFT, top, bottom, WIDTH - RIGHT);
        for (double value : ticks(panel)) {
            int y = y(panel, value, top);
            line("<path d=\"M%d %dH%d\" stroke=\"#eee\"/>", LEFT, y, WIDTH - RIGHT);
            line("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4, number(value));
        }
        for (int i = 0; i <= 6; i++) {
            int x = LEFT + i * (WIDTH - LEFT - RIGHT) / 6;
            line("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d s</text>", x, bottom + 15, i * seconds / 6);
        }
        if (panel.marked() > 0) {
            int y = y(panel, panel.marked(), top);
            line("<path d=\"M%d %dH%d\" stroke=\"#000\" stroke-dasharray=\"5 4\"/>", LEFT, y, WIDTH - RIGHT);
        }
        for (int i = panel.curves().size() - 1; i >= 0; i--) {
            curve(panel, panel.curves().get(i), colour(i), top);
        }
        line(
                "<text x=\"%d\" y=\"%d\" fill=\"#444\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">%s</text>",
                LEFT + 4, top + 12, escaped(panel.label()));
    }

    private void curve(Panel panel, Curve curve, String colour, int top) {
        StringBuilder path = new StringBuilder();
        int last = curve.values().size() - 1;
        for (int i = 0; i <= last; i++) {
            int x = LEFT + i * (WIDTH - LEFT - RIGHT) / Math.max(1, last);
            path.append(i == 0 ? "M" : "L")
                    .append(x)
                    .append(' ')
                    .append(y(panel, curve.values().get(i), top));
        }
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>", path, colour);
    }

    private static double[] ticks(Panel panel) {
        if (panel.scale() == Scale.LOGARITHMIC) {
            return new double[] {0.01, 0.1, 1, 10};
        }
        double step = Math.pow(10, Math.floor(Math.log10(panel.most())));
        double fine = panel.most() / step < 2 ? step / 5 : panel.most() / step < 5 ? step / 2 : step;
        double[] ticks = new double[(int) (panel.most() / fine) + 1];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = i * fine;
        }
        return ticks;
    }

    private static int y(Panel panel, double value, int top) {
        return top + (int) Math.round(PANEL * (1 - Math.min(1, panel.height(value))));
    }

    private static String colour(int curve) {
        return COLOURS.get(curve % COLOURS.size());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escaped(String word) {
        return word.replace("&", "&amp;").replace("<", "&lt;");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
