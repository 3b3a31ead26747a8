package dev.aistreaming.format;

import dev.aistreaming.testing.FormatContract;

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

    @Override
    protected boolean isLast(String event) {
        throw new UnsupportedOperationException("there are no events");
    }
}
