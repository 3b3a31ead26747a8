package dev.aistreaming.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.FormatContract;
import org.junit.jupiter.api.Test;

class TextFormatContractTests extends FormatContract {

    @Override
    protected StreamFormat format() {
        return new TextFormat();
    }

    @Override
    protected String name() {
        return "text";
    }

    @Override
    protected String answer() {
        return "Hello \"\n";
    }

    @Override
    protected String toolCall() {
        return "";
    }

    @Override
    protected String errorFirst() {
        return "";
    }

    @Override
    protected String errorAfterContent() {
        return "Hel";
    }

    @Override
    protected String cancelled() {
        return "Hel";
    }

    @Test
    void saysWhatItIsSinceItIsNoEventStream() {
        assertThat(format().isEventStream()).isFalse();
        assertThat(format().headers()).containsKey("Content-Type");
    }
}
