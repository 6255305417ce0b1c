//! Records of a reply: every field may be absent, may come twice (the last counts), and unknown ones are ignored.

/// Declares a record whose field names are the API's own. Derived `Deserialize` would refuse a page for
/// one key that comes twice; this one does not. `kind as "type": Text` is for a key that Rust keeps for itself.
macro_rules! record {
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident $(as $key:literal)? : $kind:ty ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        $vis struct $name {
            $( $(#[$field_meta])* $field_vis $field: $kind, )*
        }

        impl $crate::baselinker::wire::FromWire for $name {
            fn from_wire(raw: &str) -> $crate::baselinker::wire::Lenient<Self> {
                $crate::baselinker::wire::nested(raw)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> serde::de::Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("an object")
                    }

                    #[allow(non_upper_case_globals, reason = "constants named as the API names the fields")]
                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        mut entries: A,
                    ) -> Result<$name, A::Error> {
                        $(
                            const $field: &str = $crate::baselinker::wire::record!(@key $field $($key)?);
                        )*
                        #[allow(unused_mut, reason = "a record may have no fields")]
                        let mut record = <$name>::default();
                        while let Some($crate::baselinker::wire::Key(key)) = entries.next_key()? {
                            match key.as_ref() {
                                $( $field => record.$field = entries.next_value()?, )*
                                _ => {
                                    entries.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(record)
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    };
}

pub(crate) use record;
