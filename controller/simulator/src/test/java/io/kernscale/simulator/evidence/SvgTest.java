// SPDX-License-Identifier: Apache-2.0
package io.kernscale.simulator.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kernscale.simulator.evidence.Svg.Curve;
import io.kernscale.simulator.evidence.Svg.Panel;
import io.kernscale.simulator.evidence.Svg.Scale;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SvgTest {

    @Test
    void isWellFormedWithOneCurveAndLegendForEach() throws Exception {
        String text = new Svg("a < b & c", 600)
                .add(panel(Scale.LINEAR, 0, new Curve("one", List.of(1.0, 2.0)), new Curve("two", List.of(0.0))))
                .text();
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(text).contains(">one<", ">two<", "a &lt; b &amp; c");
    }

    /** From 0.01 to 10.5 are three decades and a bit: 0.1 lies at log(10) / log(1050) = 0.331. */
    @Test
    void decadesAreOfEqualHeight() {
        Panel panel = panel(Scale.LOGARITHMIC, 0, new Curve("one", List.of(10.0)));
        assertThat(panel.height(0.1)).isCloseTo(0.331, within(0.001));
        assertThat(panel.height(1) - panel.height(0.1)).isCloseTo(panel.height(0.1), within(1e-9));
        assertThat(panel.height(0)).isZero();
    }

    private static Panel panel(Scale scale, double marked, Curve... curves) {
        return new Panel("replicas", scale, marked, List.of(curves));
    }
}
