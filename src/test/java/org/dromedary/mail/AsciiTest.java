package org.dromedary.mail;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AsciiTest {
  @Property
  void changesAsciiLettersOnly(@ForAll String text) {
    String upper = Ascii.upperCase(text);
    assertThat(upper).hasSameSizeAs(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      assertThat(upper.charAt(i)).isEqualTo(c < 0x80 ? Character.toUpperCase(c) : c);
    }
  }
}
