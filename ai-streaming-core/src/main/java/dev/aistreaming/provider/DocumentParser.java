package dev.aistreaming.provider;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamReadException;

/** One parser for all documents of an answer: making a parser costs more than reading a chunk by it. */
final class DocumentParser implements AutoCloseable {

    /** Takes a document. */
    interface Reader {

        /**
         * Reads a document whole.
         *
         * @param json at the token that opens the object
         */
        void read(JsonParser json);
    }

    private JsonParser json = Json.parserOfMany();
    private ByteArrayFeeder feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();

    /**
     * Reads the documents that stand in these bytes, one after the other or in an array.
     *
     * @param known how many of them have been read already
     * @throws UnreadableDocument for what is no JSON object, and for one that the reader cannot read
     */
    void read(byte[] bytes, int offset, int length, int known, Reader reader) {
        int count = 0;
        try {
            feeder.feedInput(bytes, offset, offset + length);
            boolean inArray = false;
            for (JsonToken token = json.nextToken(); token != JsonToken.NOT_AVAILABLE; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    if (count < known) {
                        json.skipChildren();
                    } else {
                        reader.read(json);
                    }
                    count++;
                } else if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else {
                    throw new StreamReadException(json, "not a JSON object");
                }
            }
            if (inArray) {
                throw new StreamReadException(json, "the document ends too early");
            }
        } catch (JacksonException e) {
            close();
            json = Json.parserOfMany(); // after a fault a parser is of no more use
            feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();
            throw new UnreadableDocument(e, count);
        }
    }

    /** Lets the parsers of later answers have the names that this one has met. */
    @Override
    public void close() {
        json.close();
    }
}
