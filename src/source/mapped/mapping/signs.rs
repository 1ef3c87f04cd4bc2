//! By what a mapping knows its files: the table `[match]`.

use crate::source::mapped::keys::Section;

/// When the mapping applies by itself.
#[derive(Clone, Debug, Default)]
pub struct Match {
    pub any: Vec<Sign>,
    pub all: Vec<Sign>,
    /// Signs of a side table of the same export, which holds no records of its own.
    pub aside: Vec<Sign>,
}

#[derive(Clone, Debug)]
pub enum Sign {
    HeaderHas(Vec<String>),
    /// JSON pointer (RFC 6901) that leads to something.
    Pointer(String),
    /// Some object of the document has all these keys.
    Keys(Vec<String>),
    /// The outermost element of an XML document.
    Root(String),
}

impl Match {
    pub(super) fn parse(root: &Section<'_>) -> Result<Self, String> {
        let Some(table) = root.table("match")? else {
            return Ok(Self::default());
        };
        let section = Section::new(table, "[match]", &["any", "all", "aside"])?;
        let signs = |key: &str| -> Result<Vec<Sign>, String> {
            section.tables(key)?.into_iter().map(Sign::parse).collect()
        };
        Ok(Self { any: signs("any")?, all: signs("all")?, aside: signs("aside")? })
    }
}

impl Sign {
    fn parse(table: &toml::Table) -> Result<Self, String> {
        let sign = Section::new(table, "[match]", &["header_has", "pointer", "keys", "root"])?;
        let (columns, keys) = (sign.texts("header_has")?, sign.texts("keys")?);
        if let Some(pointer) = sign.text("pointer")? {
            return Ok(Self::Pointer(pointer.to_owned()));
        }
        if let Some(root) = sign.text("root")? {
            return Ok(Self::Root(root.to_owned()));
        }
        match (keys.is_empty(), columns.is_empty()) {
            (false, _) => Ok(Self::Keys(keys)),
            (true, false) => Ok(Self::HeaderHas(columns)),
            (true, true) => Err("[match]: a sign needs `header_has`, `pointer`, `keys` or `root`".to_owned()),
        }
    }
}
